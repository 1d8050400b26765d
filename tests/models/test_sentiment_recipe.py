from recipe_modules import recipe

corpus = recipe("sentiment/corpus")
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
