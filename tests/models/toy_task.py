"""A registered architecture small enough to be trained, saved and loaded in a test."""

import dataclasses
import json

import keras
import numpy as np

from keras_seqzoo.models import Configuration, Task, register, setting


@dataclasses.dataclass(frozen=True)
class ToyConfig(Configuration):
    units: int = setting(4, low=1, high=8192)
    tags: tuple[str, ...] = setting(("no", "yes"), low=2, high=100)


@register("toy", config=ToyConfig, task="toy_task:ToyTask")
def toy(config):
    tokens = keras.Input((None,), dtype="int32", name="tokens")
    spread = keras.initializers.RandomUniform(-3, 3)
    x = keras.layers.Embedding(128, config.units, embeddings_initializer=spread)(tokens)
    x = keras.layers.Bidirectional(keras.layers.LSTM(config.units))(x)
    x = keras.layers.Dropout(0.5)(x)
    scores = keras.layers.Dense(len(config.tags), activation="softmax")(x)
    return keras.Model(tokens, scores)


class Characters:
    """ASCII text in, code points out; `shift` and the table show that files travel."""

    def __init__(self, shift=0, table=()):
        self.shift = shift
        self.table = list(table)

    def __call__(self, text):
        codes = [(ord(c) + self.shift) % 128 for c in text]
        return np.array([codes], "int32")

    def save(self, folder):
        (folder / "preprocessor.json").write_text(json.dumps(self.shift))
        if self.table:
            (folder / "assets").mkdir()
            (folder / "assets" / "table.json").write_text(json.dumps(self.table))

    @classmethod
    def load(cls, folder):
        table = folder / "assets" / "table.json"
        shift = json.loads((folder / "preprocessor.json").read_text())
        return cls(shift, json.loads(table.read_text()) if table.exists() else ())


class ToyTask(Task):
    preprocessor_class = Characters
    pipeline_tag = "text-classification"
    usage = 'keras_seqzoo.Task.from_preset("{name}")'

    def golden_inputs(self):
        return ["one", "two words"]

    def answer(self, inputs):
        rows = [self.scores(text) for text in inputs]
        return [
            {"tag": self.config.tags[row.argmax()], "probability": float(row.max())}
            for row in rows
        ]

    def scores(self, text):
        outputs = self.network(self.preprocessor(text))
        return keras.ops.convert_to_numpy(outputs)[0]


class OtherTask(Task):
    preprocessor_class = Characters


def toy_task(**settings):
    return ToyTask("toy", ToyConfig(**settings), Characters(1, ["a", "b"]))
