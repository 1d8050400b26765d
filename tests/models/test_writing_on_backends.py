"""A text is the same on every backend: it follows from weights, options and seed."""

import keras
import numpy as np
import pytest
from char_lm_cases import TEXT

from keras_seqzoo.models.char_lm import CharLM

OPTIONS = {
    "a temperature": {"temperature": 0.7},
    "the most probable": {"temperature": 0},
    "top-k": {"top_k": 5, "temperature": 1.5},
    "top-p": {"top_p": 0.8},
    "typical": {"typical": 0.6},
    "a penalty": {"repetition_penalty": 1.3},
    "some letters": {"allowed": "cat "},
}
ARCHITECTURES = ("char_lm_lstm", "char_lm_gru", "char_lm_min")


@pytest.fixture(scope="module", params=ARCHITECTURES)
def lm(request):
    lm = CharLM.from_text(TEXT, request.param, units=12, num_layers=2)
    rng = np.random.default_rng(3)
    shapes = [w.shape for w in lm.network.get_weights()]
    lm.network.set_weights([rng.normal(size=shape) for shape in shapes])
    return lm


@pytest.mark.parametrize("name", OPTIONS)
def test_the_network_writes_what_numpy_writes(lm, name, monkeypatch):
    """The steps in NumPy are those of no backend, and are the same on each."""
    options = {"length": 40, "seed": 4, **OPTIONS[name]}
    single, listed = lm.generate("the", **options), lm.generate(["a", ""], **options)
    monkeypatch.setattr(lm, "steps", lambda: lm.session)
    assert lm.generate("the", **options) == single
    assert lm.generate(["a", ""], **options) == listed


def test_the_steps_run_on_the_backend(lm):
    logits = lm.session.compiled(np.array([[2]]), lm.start())[0]
    assert keras.ops.is_tensor(logits) and len(set(map(float, logits[0, 0]))) > 5
