from recipe_modules import recipe

from keras_seqzoo.data import Sentence

corpus = recipe("ner/corpus")


def test_types_are_mapped_and_others_become_o():
    words = ["Ada", "Byron", "likes", "Halo", "in", "New", "York", "with", "Acme"]
    tags = "B-person I-person O B-product O B-location I-location O B-corporation"
    (sentence,) = corpus.relabelled([(words, tags.split())], corpus.WNUT17)
    expected = "B-PER I-PER O O O B-LOC I-LOC O B-ORG".split()
    assert sentence == Sentence(words, expected)


def test_neighbours_that_get_one_type_stay_two_entities():
    tags = ["B-corporation", "B-group", "I-group"]
    (sentence,) = corpus.relabelled([(["a", "b", "c"], tags)], corpus.WNUT17)
    assert sentence.tags == ["B-ORG", "B-ORG", "I-ORG"]


def test_documents_are_counted_in_sentences(tmp_path):
    path = tmp_path / "wiki.txt"
    path.write_text("a O\nb O\n\nc O\n\n-DOCSTART- O\n\nd O\n\n-DOCSTART- O\n")
    assert corpus.document_sizes(path) == [2, 1]
