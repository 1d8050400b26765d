"""The scan on JAX: `jax.lax.scan`."""

import jax


def scan(step, init, xs, reverse=False):
    """Runs `step` over the first axis of `xs`; see `keras_seqzoo.recurrence.scan`."""
    return jax.lax.scan(step, init, xs, reverse=reverse)
