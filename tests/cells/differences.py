"""Gradients by central differences, in NumPy float64."""

import numpy as np


def differences(function, point, step=1e-6):
    """Gradients of a function by central differences, one entry after the other."""
    point = [np.array(p) for p in point]
    gradients = [np.zeros_like(p) for p in point]
    for array, gradient in zip(point, gradients, strict=True):
        for index in np.ndindex(array.shape):
            kept = array[index]
            array[index] = kept + step
            above = function(*point)
            array[index] = kept - step
            gradient[index] = (above - function(*point)) / (2 * step)
            array[index] = kept
    return gradients
