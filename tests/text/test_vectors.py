"""Word vectors: the rule of lookup, folders of arrays, text files of GloVe."""

import gzip

import numpy as np
import pytest

from keras_seqzoo.data import DataError
from keras_seqzoo.text import WordVectors, load_vectors
from keras_seqzoo.text import vectors as module

WORDS = ["cat", "US", "us", "00", "n't", "a\u0085b"]


@pytest.fixture
def vectors():
    return WordVectors(WORDS, np.arange(12, dtype=np.float16).reshape(6, 2))


@pytest.mark.parametrize(
    ("word", "row"),
    [("cat", 0), ("CAT", 0), ("US", 1), ("Us", 2), ("37", 3), ("N’T", 4), ("dog", -1)]
    + [("٣٧", 3), ("", -1)],
)
def test_rule_of_lookup(vectors, word, row):
    assert vectors.lookup([word]).tolist() == [row]
    assert (word in vectors) == (row >= 0)


def test_many_words_at_once(vectors):
    rows = vectors.lookup(["cat", "dog", "cat", "CAT"])
    assert rows.dtype == np.int32
    assert rows.tolist() == [0, -1, 0, 0]
    assert vectors.lookup([]).shape == (0,)


def test_vectors_of_words(vectors):
    found = vectors.vectors(["dog", "US"])
    assert found.dtype == np.float32
    assert found.tolist() == [[0, 0], [2, 3]]


def test_memory_is_bounded(vectors, monkeypatch):
    monkeypatch.setattr(module, "MEMORY", 3)
    rows = vectors.lookup([str(i) for i in range(10, 30)])
    assert set(rows.tolist()) == {3}
    assert len(vectors._found) <= 3


def test_one_row_a_word():
    with pytest.raises(ValueError, match=r"6 words, matrix of shape \(5, 2\)"):
        WordVectors(WORDS, np.zeros((5, 2)))


def write_parts(folder, words=WORDS, dim=2, rows=(4, 2)):
    matrix = np.arange(sum(rows) * dim, dtype=np.float16).reshape(-1, dim)
    first, second = np.split(matrix, [rows[0]])
    with gzip.open(folder / "v.2d.words.txt.gz", "wb") as file:
        file.write("".join(f"{word}\n" for word in words).encode())
    with gzip.open(folder / "v.2d.f16.part0.npy.gz", "wb") as file:
        np.save(file, first)
    np.save(folder / "v.2d.f16.part1.npy", second)
    return matrix


@pytest.mark.parametrize("limit", [None, 1, 4, 5, 100])
def test_parts(tmp_path, limit):
    matrix = write_parts(tmp_path)
    vectors = load_vectors(tmp_path, dim=2, limit=limit)
    assert vectors.words == WORDS[:limit]
    assert vectors.matrix.dtype == np.float16
    np.testing.assert_array_equal(vectors.matrix, matrix[:limit])


def test_a_name_is_found_in_the_data_folder(tmp_path, monkeypatch):
    folder = tmp_path / "embeddings" / "toy"
    folder.mkdir(parents=True)
    write_parts(folder)
    monkeypatch.setenv("KERAS_SEQZOO_DATA", str(tmp_path))
    assert load_vectors("toy", dim=2).words == WORDS


@pytest.mark.parametrize("end", ["", ".gz"])
def test_text_of_glove(tmp_path, end):
    content = "the 0.5 -1.25\n. . 1 2\nà 3 4\n".encode()
    path = tmp_path / f"glove.6B.2d.txt{end}"
    path.write_bytes(gzip.compress(content) if end else content)
    vectors = load_vectors(tmp_path, dim=2)
    assert vectors.words == ["the", ". .", "à"]
    assert vectors.matrix.tolist() == [[0.5, -1.25], [1, 2], [3, 4]]


@pytest.mark.parametrize("line", ["word 1", "word 1 x"])
def test_broken_text_of_glove(tmp_path, line):
    (tmp_path / "glove.2d.txt").write_text(f"the 1 2\n{line}\n")
    with pytest.raises(DataError, match="line 2"):
        load_vectors(tmp_path, dim=2)


def test_no_such_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_SEQZOO_DATA", str(tmp_path))
    with pytest.raises(FileNotFoundError, match="glove.6B.zip"):
        load_vectors("no-such-vectors")


def test_no_vectors_of_that_width(tmp_path):
    write_parts(tmp_path)
    with pytest.raises(FileNotFoundError, match="vectors of width 300.*part1.npy"):
        load_vectors(tmp_path, dim=300)


def test_no_word_list(tmp_path):
    write_parts(tmp_path)
    (tmp_path / "v.2d.words.txt.gz").unlink()
    with pytest.raises(FileNotFoundError, match="No word list"):
        load_vectors(tmp_path, dim=2)


def test_too_few_words(tmp_path):
    write_parts(tmp_path, words=WORDS[:5])
    with pytest.raises(ValueError, match="5 words.*6 rows"):
        load_vectors(tmp_path, dim=2)


def test_wrong_width(tmp_path):
    write_parts(tmp_path, dim=3)
    with pytest.raises(ValueError, match=r"shape \[n, 2\].*\(4, 3\)"):
        load_vectors(tmp_path, dim=2)


def test_pickles_are_refused(tmp_path):
    write_parts(tmp_path)
    np.save(tmp_path / "v.2d.f16.part1.npy", np.array([[{}, 1]], dtype=object))
    with pytest.raises(ValueError, match="allow_pickle"):
        load_vectors(tmp_path, dim=2)


def test_limit_must_be_positive(tmp_path):
    with pytest.raises(ValueError, match="limit=0"):
        load_vectors(tmp_path, dim=2, limit=0)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("the 1 2 3\ncat 3 4 5\n", "line 1: not a word and 2 numbers"),
        ("the 1 2\ncat nan 4\n", "'cat' in .* is not finite"),
        ("the 1 2\ncat 1e6 4\n", "'cat' in .* is not finite"),
        ("the 1 2\nthe 3 4\n", "'the' twice"),
    ],
)
@pytest.mark.filterwarnings("ignore:overflow")
def test_vectors_that_cannot_be_are_refused(tmp_path, content, message):
    (tmp_path / "glove.2d.txt").write_text(content)
    with pytest.raises(ValueError, match=message):
        load_vectors(tmp_path, dim=2)


def test_two_files_of_one_width_are_refused(tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.2d.txt").write_text("the 1 2\n")
    with pytest.raises(ValueError, match=r"several files.*a\.2d\.txt, b\.2d\.txt"):
        load_vectors(tmp_path, dim=2)


def test_a_file_is_no_folder(tmp_path):
    path = tmp_path / "glove.2d.txt"
    path.write_text("the 1 2\n")
    with pytest.raises(ValueError, match="is a file. Give the folder"):
        load_vectors(path, dim=2)
    with pytest.raises(TypeError, match="name or folder of some. Received: ndarray"):
        load_vectors(np.eye(3))


def test_a_damaged_array_is_named(tmp_path):
    write_parts(tmp_path)
    (tmp_path / "v.2d.f16.part1.npy").write_bytes(b"no array")
    with pytest.raises(ValueError, match=r"part1\.npy is no sound \.npy file"):
        load_vectors(tmp_path, dim=2)
