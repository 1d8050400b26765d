"""Attention and its decoders in NumPy, float64: one row and one step at a time.

A memory is [S, M], a query [Q]; `real` says which rows of the memory are no padding.
"""

import equations
import numpy as np


def additive(w, query, memory):
    hidden = query @ w["query_kernel"] + memory @ w["memory_kernel"] + w.get("bias", 0)
    energy = w["energy"]
    if "energy_norm" in w:
        energy = w["energy_norm"] * energy / np.linalg.norm(energy)
    return np.tanh(hidden) @ energy


def general(w, query, memory):
    keys = memory @ w["memory_kernel"] if "memory_kernel" in w else memory
    return w.get("scale_factor", 1) * np.array([query @ key for key in keys])


def attend(score, w, query, memory, real):
    """The context [M] and the alignments [S]."""
    alignments = np.zeros(len(memory))
    if real.any():
        powers = np.exp(score(w, query, memory[real]))
        alignments[real] = powers / powers.sum()
    return sum(
        (a * m for a, m in zip(alignments, memory, strict=True)), 0.0
    ), alignments


def input_feeding(w, score, x, memory, real, steps, states):
    """Outputs [T, A], alignments [T, S], states, of an LSTM with input feeding."""
    vector = np.zeros(w["attention_kernel"].shape[1])
    results = []
    for x_t, step in zip(x, steps, strict=True):
        alignments = np.zeros(len(memory))
        if step:
            fed = np.concatenate([x_t, vector])
            h, states = equations.lstm(w["cell"], fed, states)
            found, alignments = attend(score, w["attention"], h, memory, real)
            vector = np.tanh(np.concatenate([h, found]) @ w["attention_kernel"])
        results.append((vector, alignments))
    return *map(np.stack, zip(*results, strict=True)), [*states, vector]


def context_feeding(w, score, x, memory, real, steps, states):
    """Outputs [T, U], alignments [T, S], states, of an LSTM given the context."""
    h, results = np.zeros(len(states[0])), []
    for x_t, step in zip(x, steps, strict=True):
        alignments = np.zeros(len(memory))
        if step:
            query = states[0]
            found, alignments = attend(score, w["attention"], query, memory, real)
            h, states = equations.lstm(w["cell"], np.concatenate([x_t, found]), states)
        results.append((h, alignments))
    return *map(np.stack, zip(*results, strict=True)), states
