"""Gradients of one step, and what a step depends on (TensorFlow)."""

from typing import NamedTuple

import tensorflow as tf

from keras_seqzoo.recurrence.products import recorder
from keras_seqzoo.recurrence.unrolled import converted


class StepGradients(NamedTuple):
    """Gradients of the parts of a step; `None` where the states do not depend on it.

    `products` has for each product of the step the name of its matrix, what it
    multiplied, and its gradient.
    """

    gates: list
    states: list
    weights: list
    products: list


class Links(NamedTuple):
    """What a step depends on, and what a loop has to keep of its gradients.

    Attributes:
        gates: For each tensor of the gates, whether the states depend on it.
        weights: For each weight, the same.
        products: For each product the name of its matrix, the index of the state that
            is multiplied or `None`, and the index of the gates that have the same
            gradient or `None`.
        specs: Shapes and dtypes of `kept`.
    """

    gates: list
    weights: list
    products: list
    specs: list

    def kept(self, found):
        """The gradients of the gates, and the factors that stand nowhere else."""
        gates = [g for g in found.gates if g is not None]
        factors = []
        for (_, state, gate), (_, x, d_y) in zip(
            self.products, found.products, strict=True
        ):
            factors += [x] if state is None else []
            factors += [d_y] if gate is None else []
        return gates + factors


def step_gradients(whole):
    """Returns `f(gates, states, kept, totals) -> StepGradients`.

    `kept` are the products of the step or empty, `totals` the gradients of the new
    states [B, n]. The function is to be called once in the body of a loop.
    """
    record = recorder(whole.matrices)

    def gradients(gates, states, kept, totals):
        products, calls = record(kept)
        weights = {
            key: tf.identity(w)
            for key, w in converted(whole.weights, whole.dtype).items()
        }
        parts = [tf.nest.flatten(gates), states, list(weights.values())]
        with tf.GradientTape() as tape:
            tape.watch(parts)
            _, new = whole.view(weights).step(gates, states, products)
        totals = [tf.cast(g, n.dtype) for g, n in zip(totals, new, strict=True)]
        *found, d_products = tape.gradient(
            new, [*parts, [y for *_, y in calls]], totals
        )
        linked = [
            (name, x, d)
            for (name, x, _), d in zip(calls, d_products, strict=True)
            if d is not None
        ]
        return StepGradients(*found, linked)

    return gradients


def links_of(step, gates_x, sequence):
    """Traces `step` once, without running it, for what it depends on."""
    links = []

    def trace(gates, states, totals):
        found = step(gates, states, [], totals)
        gate_of, state_of = index(found.gates), index(states)
        products = [
            (name, state_of.get(id(x)), gate_of.get(id(d)))
            for name, x, d in found.products
        ]
        linked = [
            [part is not None for part in parts]
            for parts in (found.gates, found.weights)
        ]
        specs = Links(*linked, products, []).kept(found)
        links.append(Links(*linked, products, [(s.shape, s.dtype) for s in specs]))

    specs = tf.nest.map_structure(
        lambda x: tf.TensorSpec(x.shape[1:], x.dtype), (gates_x, sequence)
    )
    tf.function(trace, autograph=False).get_concrete_function(*specs, specs[1])
    return links[0]


def index(tensors):
    return {id(x): i for i, x in enumerate(tensors) if x is not None}
