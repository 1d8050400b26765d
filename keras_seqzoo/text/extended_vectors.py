"""Word vectors of more words, by a linear map from others."""

import numpy as np

from keras_seqzoo.text.vectors import WordVectors

RIDGE = 1e-6


def extended_vectors(vectors, others):
    r"""Adds the words of another table, mapped by least squares on the common words.

    $$x_w = v_w \ (w \in V), \qquad x_w = A\, u_w + b \ (w \in U \setminus V)$$

    with $A$ and $b$ of least squared error over $V \cap U$.

    Args:
        vectors: `WordVectors` of words $V$, whose width is kept.
        others: `WordVectors` of words $U$, more words and usually narrower.

    Returns:
        `WordVectors` of all words, float16 [n, d]: those of `others` in their order,
        then the rest.

    Raises:
        ValueError: If the tables share fewer words than `others` has dimensions.

    Example:

    >>> wide = WordVectors(["a", "b", "c"], [[0, 0], [2, 4], [4, 8]])
    >>> narrow = WordVectors(["c", "d", "a", "b"], [[2.0], [3.0], [0.0], [1.0]])
    >>> extended_vectors(wide, narrow).vectors(["b", "d"])
    array([[ 2.,  4.],
           [ 6., 12.]], dtype=float32)

    Reference: Mikolov, Le, Sutskever (2013), Exploiting similarities among languages
    for machine translation, equation 2.
    """
    rows = vectors.exact_rows(others.words)
    common = rows >= 0
    if common.sum() <= others.dim:
        raise ValueError(
            "`vectors` and `others` must share more words than `others` has dimensions "
            f"({others.dim}). Received: {common.sum()} common words"
        )
    inputs = with_one(others.matrix)
    mapped = inputs @ least_squares(inputs[common], vectors.matrix[rows[common]])
    mapped[common] = vectors.matrix[rows[common]]
    rest = np.flatnonzero(others.exact_rows(vectors.words) < 0)
    words = [*others.words, *(vectors.words[i] for i in rest)]
    matrix = np.concatenate([mapped, vectors.matrix[rest]])
    return WordVectors(words, matrix.astype(np.float16))


def with_one(matrix):
    matrix = np.asarray(matrix, dtype=np.float32)
    return np.concatenate([matrix, np.ones((len(matrix), 1), np.float32)], axis=1)


def least_squares(inputs, targets):
    """The matrix [u + 1, v] of the map, by the normal equations in float64."""
    inputs, targets = inputs.astype(np.float64), targets.astype(np.float64)
    square = inputs.T @ inputs + RIDGE * np.eye(inputs.shape[1])
    return np.linalg.solve(square, inputs.T @ targets).astype(np.float32)
