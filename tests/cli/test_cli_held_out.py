"""The tenth of the data that training holds out."""

from keras_seqzoo.cli.training_data import held_out


def test_a_tenth_of_every_label_is_held_out_of_sorted_data():
    data = [("a", str(i)) for i in range(60)] + [("b", str(i)) for i in range(40)]
    rest, dev = held_out("sentiment", data, "data.tsv")
    assert [label for label, _ in dev] == ["a"] * 6 + ["b"] * 4
    assert sorted(rest + dev) == sorted(data) and rest == sorted(rest, key=data.index)
    assert held_out("ner", data, "data.conll") == (data[:90], data[90:])


def test_a_tenth_is_held_out_of_a_text_with_few_lines():
    text = "Title\n" + "x" * 1000
    assert held_out("char-lm", text, "a.txt") == (text[:906], text[906:])
    lines = "a line\n" * 100
    rest, dev = held_out("char-lm", lines, "a.txt")
    assert rest + dev == lines and rest.endswith("\n") and 70 <= len(dev) < 80
