"""Long documents through a text network piece by piece, equal to the whole at once."""

from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

import keras
import numpy as np
from keras import ops

from keras_seqzoo import layers
from keras_seqzoo.models.sentiment_bilstm import joined
from keras_seqzoo.models.word_network import vector_model

PIECE = 2048
JIT_COMPILE = "auto"


class Documents:
    """Outputs of a network for texts of any length, in memory of 8·U bytes a word.

    The states at the end of a piece are the start of the next one: forward directions
    read the pieces in order, backward ones from the last to the first. Only the outputs
    of the encoder, [T, 2·U], are kept whole.

    Args:
        network: The network of a `SentimentClassifier`.
        piece: Number of words that are read at once.
    """

    def __init__(self, network, piece=PIECE):
        self.network = network
        self.piece = piece

    @cached_property
    def vectors(self):
        return vector_model(self.network)

    @cached_property
    def encoders(self):
        """The runs of both directions of each bidirectional layer."""
        found = [x for x in self.network.layers if isinstance(x, layers.Bidirectional)]
        return [(Run(x.forward_layer), Run(x.backward_layer)) for x in found]

    def outputs(self, ids):
        """Returns the outputs [L] of the network for the word ids [T] of one text."""

        def embedded(words):
            return ops.convert_to_numpy(self.vectors({"words": words[None]}))[0]

        read, source = embedded, ids
        for runs in self.encoders:
            source = self.encoded(runs, source, read)
            read = np.asarray
        return self.head(self.pooled(source), ids)

    def encoded(self, runs, source, read):
        """Both directions of a layer, at once, over a source [T, ...]: [T, 2·U]."""
        units = [run.layer.cell.output_size for run in runs]
        found = np.empty((len(source), sum(units)), np.float32)
        sides = np.split(found, units[:1], axis=1)
        with ThreadPoolExecutor(len(runs)) as pool:
            jobs = [
                pool.submit(run.fill, side, source, read, self.piece)
                for run, side in zip(runs, sides, strict=True)
            ]
        for job in jobs:
            job.result()
        return found

    def pooled(self, encoded):
        layer = next(x for x in self.network.layers if type(x) in POOLED)
        return POOLED[type(layer)](layer, encoded)

    def head(self, features, ids):
        """The layers above the pooling, and the bigrams: [F], [T] -> [L]."""
        x = features[None]
        for layer in self.network.layers:
            if isinstance(layer, (keras.layers.Dense, keras.layers.Rescaling)):
                x = layer(x)
            elif isinstance(layer, layers.HashedBigrams):
                x = joined(x, layer(ids[None]))
        return ops.convert_to_numpy(x)[0]


class Run:
    """A recurrent layer that carries its states from piece to piece.

    All pieces have one shape, so that XLA compiles once.
    """

    def __init__(self, layer):
        self.layer = layer
        self.model = Piece(layer)
        self.model.compile(jit_compile=JIT_COMPILE)

    def fill(self, outputs, source, read, size):
        """Writes the outputs [T, U] of the layer for `read` of a source [T, ...]."""
        states = [ops.convert_to_numpy(x) for x in self.layer.get_initial_state(1)]
        starts = range(0, len(source), size)
        for start in reversed(starts) if self.layer.go_backwards else starts:
            x, real = filled_up(read(source[start : start + size]), size)
            inputs = {"x": x, "real": real, "states": states}
            found = self.model.predict_on_batch(inputs)
            states, rows = found["states"], outputs[start : start + size]
            rows[:] = found["outputs"][0, : len(rows)]


class Piece(keras.Model):
    """`{"x": [B, T, D], "real": [B, T], "states"} -> {"outputs": [B, T, U], "states"}`.

    Outputs are in the order of the inputs, whichever way the layer runs.
    """

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def call(self, inputs):
        _, outputs, states = self.layer.inner_loop(
            inputs["x"], inputs["states"], inputs["real"]
        )
        if self.layer.go_backwards:
            outputs = ops.flip(outputs, axis=1)
        return {"outputs": outputs, "states": states}


def filled_up(x, size):
    """[n, D] -> [1, size, D] and a mask [1, size], true at the n real steps."""
    fill = size - len(x)
    return np.pad(x, ((0, fill), (0, 0)))[None], np.arange(size)[None] < len(x)


def attended(layer, x):
    scores = [
        ops.convert_to_numpy(layer.scores(x[i : i + PIECE]))
        for i in range(0, len(x), PIECE)
    ]
    scores = np.concatenate(scores)[:, 0]
    weights = np.exp(scores - scores.max())
    return weights @ x / weights.sum()


POOLED = {
    layers.MaxPooling: lambda layer, x: x.max(axis=0),
    layers.MeanPooling: lambda layer, x: x.mean(axis=0),
    layers.LastPooling: lambda layer, x: x[-1],
    layers.AttentionPooling: attended,
}
