"""Numbers of weights of layers and networks, by arithmetic alone."""


def dense(inputs, units):
    return (inputs + 1) * units


def normalization(features):
    """Scale and shift of a layer normalisation."""
    return 2 * features


def lstm(inputs, units):
    return 4 * units * (inputs + units + 1)


def gru(inputs, units):
    return 3 * units * (inputs + units + 2)


def min_gru(inputs, units):
    return dense(inputs, 2 * units)


def qrnn(inputs, units):
    return dense(inputs, 3 * units)


def sru(inputs, units):
    highway = 0 if inputs == units else inputs * units
    return 3 * units * inputs + 2 * units + highway


def one_on_another(layer, inputs, units, num_layers):
    """Weights of recurrent layers; all but the first read `units` features."""
    return layer(inputs, units) + (num_layers - 1) * layer(units, units)


def recurrent_stack(inputs, config, layer=lstm):
    """Weights of the bidirectional layers of a word-level network."""
    first = 2 * layer(inputs, config.units)
    other = 2 * layer(2 * config.units, config.units)
    return first + (config.num_layers - 1) * other


def word_vectors(config):
    """Weights of the fixed vectors and of their trained corrections."""
    return (config.vocabulary_size + config.num_trained_words) * config.embedding_dim


def attention(features):
    """Hidden layer and query of a pooling by attention."""
    return dense(features, features) + features


def crf(num_tags):
    """Transitions between tags and those from the start and to the end."""
    return num_tags * (num_tags + 2)
