"""The first layers of a word-level network as a language model of both directions."""

from pathlib import Path

import keras
import numpy as np
from keras import ops

from keras_seqzoo.data import bucket_batches
from keras_seqzoo.models.word_checkpoint import (
    checkpoint_folder,
    copies,
    fingerprint,
)
from keras_seqzoo.models.word_training import fit_network
from keras_seqzoo.text.vocabulary import FIRST
from keras_seqzoo.text.word_features import place, real_positions
from keras_seqzoo.training.checkpoint import assign, load_checkpoint, save_checkpoint

PIECE = 128
CANDIDATES = 2048
FILE = "pretrained.npz"


def pretrain(network, features, sentences, plan, folder=None, callbacks=(), verbose=1):
    """Trains word vectors and first encoder of a network to tell neighbouring words.

    Args:
        network: Network whose first layers are those of `word_network`.
        features: Its `WordFeatures`.
        sentences: List of lists of words.
        plan: `TrainingPlan`.
        folder: Where a checkpoint is kept, and at the end the trained weights, with
            which the same call is done at once.
        callbacks: `keras.callbacks.Callback`s.
        verbose: 0 for silence, 1 for a progress bar, 2 for a line an epoch.

    Returns:
        A list with a dict for each epoch: its mean `loss` in nats a word.

    Raises:
        ValueError: If no text has two words that the model learns.
    """
    model = language_model(network)
    size = network.get_layer("corrections").input_dim
    pieces = pieces_of(sentences, features, size)
    identity = fingerprint(plan, [piece.tolist() for piece in pieces])
    facts = {"identity": identity}
    file = None if folder is None else Path(folder) / FILE
    if file and file.exists():
        return restored(model, file, facts)
    history = fit_network(
        model,
        keras.losses.MeanAbsoluteError(),
        lambda epoch: batches(pieces, size, plan, epoch),
        lambda: None,
        plan,
        folder=checkpoint_folder(folder),
        callbacks=callbacks,
        verbose=verbose,
        identity=lambda: identity,
    )
    if file:
        weights = {"weights": copies(model.trainable_variables)}
        save_checkpoint(file, weights, {**facts, "history": history})
    return history


def restored(model, file, facts):
    """Sets the weights of a pretraining that was finished; returns its history."""
    groups, known = load_checkpoint(file)
    history = known.pop("history")
    if known != facts:
        raise ValueError(
            f"{file} is of a pretraining with other settings or texts. "
            "Choose another folder or remove it."
        )
    assign(model.trainable_variables, groups["weights"])
    return history


def language_model(network):
    """Returns the first layers with a loss on top: integer inputs, losses [B, 1]."""
    encoder = next(
        x for x in network.layers if isinstance(x, keras.layers.Bidirectional)
    )
    inputs = {
        name: keras.Input((None,), dtype="int32", name=name)
        for name in ("candidates", "following", "preceding")
    }
    loss = NeighbourLoss(network.get_layer("vectors"), network.get_layer("corrections"))
    return keras.Model({**network.input, **inputs}, loss(encoder.output, **inputs))


class NeighbourLoss(keras.layers.Layer):
    r"""Mean cross-entropy of the word after and the word before each word.

    $$-\tfrac12 \log p(x_{t+1} \mid \overrightarrow{h}_t)
      - \tfrac12 \log p(x_{t-1} \mid \overleftarrow{h}_t), \qquad
      p(w \mid h) \propto \exp(v_w^\top W h + b_w)$$

    Output vectors $v_w$ are the input vectors; the softmax runs over the candidates.

    Args:
        vectors: Layer of the fixed word vectors.
        corrections: Layer of their trained corrections.

    Call arguments:
        encoded: Tensor [B, T, 2·U], forward outputs and then backward ones.
        candidates: Ids of the words of the softmax, int32 [B, C], all rows the same.
        following, preceding: Places among the candidates [B, T], -1 for none.

    Returns:
        Tensor [B, 1], the mean loss in each row.

    Reference: Peters et al. (2018), section 3.1; Dai & Le (2015).
    """

    def __init__(self, vectors, corrections):
        super().__init__()
        self.supports_masking = True
        self.tables = vectors, corrections
        self.dense = [keras.layers.Dense(vectors.output_dim) for _ in range(2)]

    def build(self, encoded_shape, **shapes):
        size = self.tables[1].input_dim
        self.bias = self.add_weight(shape=(size,), initializer="zeros", name="bias")
        for dense in self.dense:
            dense.build((*encoded_shape[:-1], encoded_shape[-1] // 2))

    def compute_mask(self, *args, **kwargs):
        """One loss for each row: nothing is left to mask."""

    def call(self, encoded, candidates, following, preceding):
        words = candidates[0]
        table = sum(layer(words) for layer in self.tables)
        bias = ops.take(self.bias, words)
        losses = [
            cross_entropy(ops.matmul(dense(h), ops.transpose(table)) + bias, targets)
            for h, dense, targets in zip(
                ops.split(encoded, 2, axis=-1),
                self.dense,
                (following, preceding),
                strict=True,
            )
        ]
        return (losses[0] + losses[1]) / 2


def cross_entropy(logits, targets):
    """Mean loss [B, 1] of logits [B, T, C] where targets [B, T] are not negative."""
    real = ops.cast(targets >= 0, logits.dtype)
    losses = keras.losses.sparse_categorical_crossentropy(
        ops.maximum(targets, 0), logits, from_logits=True
    )
    count = ops.maximum(ops.sum(real, axis=1, keepdims=True), 1)
    return ops.sum(losses * real, axis=1, keepdims=True) / count


def pieces_of(sentences, features, size):
    """Returns arrays of word ids, of texts cut into pieces of at most `PIECE` words."""
    pieces = []
    for words in sentences:
        ids = features.words_of(words)
        cut = [ids[i : i + PIECE] for i in range(0, len(ids), PIECE)]
        pieces += [piece for piece in cut if len(piece) > 1]
    if not any(np.any((piece >= FIRST) & (piece < size)) for piece in pieces):
        raise ValueError(
            "`texts` must hold a text of at least two words that the model learns. "
            "Received none."
        )
    return pieces


def batches(pieces, size, plan, epoch):
    """Returns `[(inputs, zeros)]`: the outputs are losses, which should become zero."""
    random = np.random.default_rng([plan.seed, epoch, 2])
    lengths = [len(piece) for piece in pieces]
    made = []
    for rows in bucket_batches(lengths, plan.batch_size, plan.seed, epoch):
        flat = np.concatenate([pieces[row] for row in rows])
        words = place(flat, real_positions([lengths[row] for row in rows]))
        zeros = np.zeros((len(rows), 1), np.float32)
        made.append((inputs_of(words, size, random), zeros))
    return made


def inputs_of(words, size, random):
    """Returns the inputs of the language model for word ids [B, T]."""
    candidates = draw_candidates(words, size, random)
    places = np.full(max(size, words.max() + 1), -1, np.int32)
    places[candidates] = np.arange(len(candidates))
    places = places[words]
    nothing = np.full((len(words), 1), -1, np.int32)
    preceding = np.hstack([nothing, places[:, :-1]])
    return {
        "words": words,
        "candidates": np.tile(candidates, (len(words), 1)),
        "following": np.hstack([places[:, 1:], nothing]),
        "preceding": np.where(words, preceding, -1),
    }


def draw_candidates(words, size, random):
    """Returns ids of the words that occur and of random others, `CANDIDATES` in all."""
    count = min(size - FIRST, CANDIDATES)
    present, times = np.unique(
        words[(words >= FIRST) & (words < size)], return_counts=True
    )
    present = present[np.argsort(-times, kind="stable")][:count]
    others = np.setdiff1d(np.arange(FIRST, size), present)
    drawn = random.choice(others, count - len(present), replace=False)
    return np.concatenate([present, drawn]).astype(np.int32)
