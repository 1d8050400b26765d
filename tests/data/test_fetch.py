"""Public files: the table, files in place, real downloads over a loopback server."""

import gzip
import hashlib
import io
import socket
import threading
import zipfile
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from keras_seqzoo.data import DataError, Source, fetch, list_sources, source_of
from keras_seqzoo.data.fetch import obtain

CONTENT = bytes(range(256)) * 2000


def zipped(content):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("folder/a.txt", content)
    return buffer.getvalue()


PAGES = {
    "/good": (CONTENT, len(CONTENT)),
    "/wrong": (CONTENT[::-1], len(CONTENT)),
    "/longer": (CONTENT * 9, len(CONTENT) * 9),
    "/shorter": (CONTENT[:-1], len(CONTENT) - 1),
    "/cut": (CONTENT[:100_000], len(CONTENT)),
    "/zip": (zipped(CONTENT), None),
    "/cut.zip": (zipped(CONTENT)[:-30], None),
}


class Handler(BaseHTTPRequestHandler):
    """Serves `PAGES`; a page may announce more bytes than it sends."""

    requests = []

    def do_GET(self):
        self.requests.append(self.path)
        if self.path not in PAGES:
            self.send_error(404, "Not here")
            return
        content, length = PAGES[self.path]
        self.send_response(200)
        self.send_header("Content-Length", str(length or len(content)))
        self.end_headers()
        try:
            self.wfile.write(content)
        except ConnectionError:
            self.close_connection = True

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    Handler.requests.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def source(url="", **changes):
    made = Source(
        name="toy/a.txt",
        sha256=hashlib.sha256(CONTENT).hexdigest(),
        bytes=len(CONTENT),
        licence="CC0",
        url=url,
    )
    return replace(made, **changes)


def files_in(folder):
    return [str(f.relative_to(folder)) for f in folder.rglob("*") if f.is_file()]


def test_download_then_cache(server, tmp_path):
    path = obtain(source(f"{server}/good"), [], tmp_path)
    assert path == tmp_path / "toy" / "a.txt"
    assert path.read_bytes() == CONTENT
    assert obtain(source(f"{server}/good"), [], tmp_path) == path
    assert Handler.requests == ["/good"]
    assert files_in(tmp_path) == ["toy/a.txt"]


def test_download_of_a_member_of_a_zip(server, tmp_path):
    made = source(f"{server}/zip", member="folder/a.txt")
    assert obtain(made, [], tmp_path).read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("page", "error", "message"),
    [
        ("wrong", DataError, "sha256 .*do not use it"),
        ("longer", DataError, "sha256"),
        ("shorter", ConnectionError, "stopped after 511999 of 512000 bytes"),
        ("cut", ConnectionError, "100000 of 512000 bytes|IncompleteRead"),
        ("missing", ConnectionError, "404 Not here"),
    ],
)
def test_failed_downloads_leave_nothing(server, tmp_path, page, error, message):
    with pytest.raises(error, match=message):
        obtain(source(f"{server}/{page}"), [], tmp_path)
    assert files_in(tmp_path) == []


@pytest.mark.parametrize(
    ("page", "member"),
    [("zip", "folder/b.txt"), ("cut.zip", "folder/a.txt"), ("good", "folder/a.txt")],
)
def test_zips_without_the_member(server, tmp_path, page, member):
    with pytest.raises(DataError, match="no zip archive with folder"):
        obtain(source(f"{server}/{page}", member=member), [], tmp_path)
    assert files_in(tmp_path) == []


def test_no_connection(tmp_path):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/good"
        with pytest.raises(ConnectionError, match="put the file there yourself"):
            obtain(source(url), [], tmp_path)
    assert files_in(tmp_path) == []


def test_a_failed_download_keeps_what_was_there(server, tmp_path):
    (tmp_path / "toy").mkdir()
    (tmp_path / "toy" / "b.txt").write_text("mine")
    with pytest.raises(DataError):
        obtain(source(f"{server}/wrong"), [], tmp_path)
    assert files_in(tmp_path) == ["toy/b.txt"]


@pytest.mark.parametrize("end", ["", ".gz"])
def test_a_file_in_a_data_folder(server, tmp_path, end):
    path = tmp_path / "data" / "toy" / f"a.txt{end}"
    path.parent.mkdir(parents=True)
    path.write_bytes(gzip.compress(CONTENT) if end else CONTENT)
    cache = tmp_path / "cache"
    assert obtain(source(f"{server}/good"), [tmp_path / "data"], cache) == path
    assert Handler.requests == []
    assert not cache.exists()


def test_a_changed_file_is_refused(tmp_path):
    path = tmp_path / "toy" / "a.txt"
    path.parent.mkdir()
    path.write_bytes(CONTENT + b"x")
    with pytest.raises(DataError, match="a.txt: sha256.*Remove the file"):
        obtain(source(), [], tmp_path)


def test_a_cut_gzip_is_refused(tmp_path):
    path = tmp_path / "toy" / "a.txt.gz"
    path.parent.mkdir()
    path.write_bytes(gzip.compress(CONTENT)[:-40])
    with pytest.raises(DataError, match="broken gzip.*Remove the file"):
        obtain(source(), [], tmp_path)


def test_a_file_that_may_not_be_downloaded(tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_SEQZOO_DATA", str(tmp_path / "data"))
    with pytest.raises(FileNotFoundError, match="not open.*trec.nist.gov") as caught:
        fetch("ner/conll2003/eng.train", folder=tmp_path / "cache")
    assert str(tmp_path / "data" / "ner" / "conll2003" / "eng.train") in str(
        caught.value
    )
    assert str(tmp_path / "cache" / "ner" / "conll2003") in str(caught.value)


def test_vectors_name_their_official_address(tmp_path, monkeypatch):
    monkeypatch.delenv("KERAS_SEQZOO_DATA", raising=False)
    with pytest.raises(FileNotFoundError, match="nlp.stanford.edu/data/glove.6B.zip"):
        fetch("embeddings/glove.6B/glove.6B.50d.words.txt", folder=tmp_path)


def test_fetch_reads_the_folder_of_the_variable(tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_SEQZOO_DATA", str(tmp_path))
    path = tmp_path / "lm" / "names" / "names.txt"
    path.parent.mkdir(parents=True)
    path.write_text("emma\n")
    with pytest.raises(DataError, match="names.txt: sha256"):
        fetch("lm/names/names.txt")


@pytest.mark.parametrize("name", ["ner/wnut17", "wnut17train.conl"])
def test_unknown_names_get_a_hint(name):
    with pytest.raises(ValueError, match="Near: .*wnut17train.conll"):
        fetch(name)


def test_the_table_is_sound():
    assert len(list_sources()) == len(set(list_sources())) > 40
    for name in list_sources():
        made = source_of(name)
        assert len(made.sha256) == 64 and int(made.sha256, 16) >= 0
        assert made.bytes > 0 and made.licence and made.citation
        assert bool(made.url) != bool(made.remedy)
        if made.url:
            commit = made.url.removeprefix("https://raw.githubusercontent.com/").split(
                "/"
            )[2]
            assert len(commit) == 40 and int(commit, 16) >= 0


def test_names_by_prefix():
    assert list_sources("ner/wnut17/w") == ["ner/wnut17/wnut17train.conll"]
