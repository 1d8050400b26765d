"""Small networks for the tests of weights."""

import keras


def tagger(units=3):
    """Wrapped, nested and shared layers, a dropout without weights, two inputs."""
    words = keras.Input((None,), dtype="int32", name="words")
    shapes = keras.Input((None,), dtype="int32", name="shapes")
    embedding = keras.layers.Embedding(7, 2)
    x = keras.ops.concatenate([embedding(words), embedding(shapes)], axis=-1)
    x = keras.layers.Bidirectional(keras.layers.LSTM(units, return_sequences=True))(x)
    x = keras.layers.BatchNormalization()(keras.layers.Dropout(0.5)(x))
    x = keras.layers.TimeDistributed(keras.layers.Dense(2))(x)
    return keras.Model({"words": words, "shapes": shapes}, x)


def dense(units=3, features=2):
    inputs = keras.Input((features,))
    return keras.Model(inputs, keras.layers.Dense(units)(inputs))
