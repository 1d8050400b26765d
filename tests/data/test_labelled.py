"""Texts with labels: lines, tables, trees."""

import pytest

from keras_seqzoo.data import (
    DataError,
    read_by_label,
    read_csv,
    read_labelled,
    read_lines,
    read_sst,
    read_table,
    read_trees,
)


@pytest.fixture
def write(tmp_path):
    def write(content):
        path = tmp_path / "texts.txt"
        path.write_bytes(content.encode())
        return path

    return write


def test_labelled_lines(write):
    path = write("pos\tso good \t!\n\nneg\tbad\n")
    assert list(read_labelled(path)) == [("pos", "so good \t!"), ("neg", "bad")]


def test_sst_lines(write):
    assert list(read_sst(write("4 so -LRB- good -rrb- !\n0 in\\/out \\*\n"))) == [
        ("4", "so ( good ) !"),
        ("0", "in/out *"),
    ]


@pytest.mark.parametrize("line", ["no tab", "\tno label", "no text\t", "no text\t  "])
def test_broken_labelled_lines(write, line):
    with pytest.raises(DataError, match="line 2: not of the form label<TAB>text"):
        list(read_labelled(write(f"a\tb\n{line}\n")))


def test_broken_sst_line(write):
    with pytest.raises(DataError, match="line 1: not of the form label text"):
        list(read_sst(write("3\n")))


def test_table_with_names(write):
    path = write("id\tlabel\ttext\n1\tpos\tso <br /> good\n2\tneg\tbad\n\n")
    assert list(read_table(path)) == [("pos", "so <br /> good"), ("neg", "bad")]
    assert list(read_table(path, label="id")) == [("1", "so <br /> good"), ("2", "bad")]


def test_a_line_of_tabs_alone_is_no_empty_line(write):
    with pytest.raises(DataError, match="line 2: an empty label"):
        list(read_table(write("label\ttext\n\t\n")))


def test_table_without_the_column(write):
    with pytest.raises(DataError, match="line 1: no column 'stars'"):
        list(read_table(write("label\ttext\n"), label="stars"))


def test_table_with_a_short_line(write):
    with pytest.raises(DataError, match="line 3: 1 columns, not 2"):
        list(read_table(write("label\ttext\na\tb\nc\n")))


def test_lines(write):
    assert list(read_lines(write(" a b \n\n \nc"))) == ["a b", "c"]


def test_trees(write):
    path = write("(3 (2 It) (4 (2 's) (3 (2 -LRB-) (2 so\\/so))))\n\n(0 bad)\n")
    assert list(read_trees(path)) == [
        [
            ("3", "It 's ( so/so"), ("2", "It"), ("4", "'s ( so/so"), ("2", "'s"),
            ("3", "( so/so"), ("2", "("), ("2", "so/so"),
        ],
        [("0", "bad")],
    ]  # fmt: skip


def test_a_deep_tree(write):
    """Deeper than any stack of calls."""
    depth = 20_000
    path = write("(1 " * depth + "x" + ")" * depth)
    assert [len(tree) for tree in read_trees(path)] == [depth]


@pytest.mark.parametrize(
    "line", ["(3 (2 It)", "(3 It))", "(3 It) x", "It", "(3 It) (2 is)", "()", ")"]
)
def test_broken_trees(write, line):
    with pytest.raises(DataError, match="line 2"):
        list(read_trees(write(f"(2 ok)\n{line}\n")))


def test_csv_with_quotes_and_line_ends(write):
    path = write('id,stars,review\n1,5,"so ""good"",\nyes"\n\n2,1,bad\n')
    found = list(read_csv(path, label="stars", text="review"))
    assert found == [("5", 'so "good",\nyes'), ("1", "bad")]
    semicolons = write("label;text\npos;a, b\n")
    assert list(read_csv(semicolons, delimiter=";")) == [("pos", "a, b")]


def test_csv_with_a_field_of_a_megabyte(write):
    text = "good " * 200_000
    assert list(read_csv(write(f"label,text\npos,{text}\n"))) == [("pos", text)]


BROKEN = [
    ("stars,text\n", "line 1: no column 'label' among .*give `label`"),
    ('label,text\n\na,"b\nc"\nd,e,f\n', "line 5: 3 columns, not 2"),
    ('label,text\na,b\nc,"d\ne\n', "line 3: unexpected end of data.*Close the quotes"),
    ("label,text\n,b\n", "line 2: an empty label"),
    ("", "line 1: no column 'label'"),
]


@pytest.mark.parametrize(("content", "message"), BROKEN)
def test_broken_csv(write, content, message):
    with pytest.raises(DataError, match=message):
        list(read_csv(write(content)))


def test_csv_in_a_wrong_encoding(tmp_path):
    path = tmp_path / "latin.csv"
    path.write_bytes("label,text\na,b\na,caf\u00e9\n".encode("latin-1"))
    with pytest.raises(DataError, match="latin.csv, line 3: not UTF-8.*Convert"):
        list(read_csv(path))


def test_one_file_a_label(write, tmp_path):
    (tmp_path / "bad.txt").write_text("dull\n\n so dull\n")
    paths = {"good": write("fine\n"), "bad": tmp_path / "bad.txt"}
    assert list(read_by_label(paths)) == [
        ("good", "fine"), ("bad", "dull"), ("bad", "so dull"),
    ]  # fmt: skip
