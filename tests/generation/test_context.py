"""Reading prompts: nothing to read is refused."""

import numpy as np
import pytest

from keras_seqzoo.generation import read_context, read_contexts

NOTHING = np.zeros(0, int)


def test_a_context_without_tokens_is_refused():
    with pytest.raises(ValueError, match="at least one token"):
        read_context(None, None, NOTHING, [np.zeros((1, 2))])


@pytest.mark.parametrize("contexts", [[], [np.array([1]), NOTHING]])
def test_contexts_must_be_there_and_have_tokens(contexts):
    with pytest.raises(ValueError, match="at least one context"):
        read_contexts(None, None, contexts, [np.zeros((len(contexts), 2))])
