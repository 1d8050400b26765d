"""The first layers of a word-level network as a language model of both directions."""

from pathlib import Path

import keras
import numpy as np

from keras_seqzoo.data import bucket_batches
from keras_seqzoo.models.neighbour_loss import NeighbourLoss
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
