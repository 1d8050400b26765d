from recipe_modules import recipe

corpus = recipe("sentiment/corpus")
overlap = recipe("sentiment/overlap")
EXAMPLES = [("positive" if i % 3 else "negative", f"text {i}") for i in range(107)]


def test_the_split_has_each_example_once():
    train, dev, test = corpus.split(EXAMPLES)
    assert sorted(train + dev + test) == sorted(EXAMPLES)
    assert (len(dev), len(test)) == (10, 10)


def test_each_example_is_tested_in_one_fold_and_never_trained_on_in_it():
    tested = []
    for train, dev, test in corpus.folds(EXAMPLES, 10):
        assert sorted(train + dev + test) == sorted(EXAMPLES)
        tested += test
    assert sorted(tested) == sorted(EXAMPLES)


WRITTEN = [
    ("It's -LRB- almost -RRB- a caf\u00e9, don't!", "it 's ( almost ) a cafe , do n't"),
    ("GOOD  FILM .", "good film"),
]


def test_a_test_sentence_in_another_writing_leaves_the_training_data():
    for train, test in WRITTEN:
        assert overlap.normal(train) == overlap.normal(test)
        data = [("1", train), ("0", "another film")]
        assert overlap.count(data, [("0", test), ("0", "new")]) == 1
        assert overlap.without(data, [("0", test)]) == [("0", "another film")]
