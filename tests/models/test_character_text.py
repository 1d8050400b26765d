"""Characters and the ids that a model reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keras_seqzoo.models.char_lm_text import CharacterText
from keras_seqzoo.text.vocabulary import END


@given(st.text(max_size=40))
def test_characters_that_were_learnt_come_back(text):
    preprocessor = CharacterText.learn(text)
    assert preprocessor.decode(preprocessor.encode(text)) == text


@given(st.text(max_size=20))
def test_a_preprocessor_is_saved_with_any_characters(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("preprocessor")
    CharacterText.learn(text).save(folder)
    assert CharacterText.load(folder) == CharacterText.learn(text)


def test_a_vocabulary_of_words_is_refused():
    from keras_seqzoo.text import Vocabulary

    assert CharacterText(Vocabulary([END, "a"])).has_end
    with pytest.raises(ValueError, match="single characters"):
        CharacterText(Vocabulary(["word"]))
