"""A small Hub on the loopback device: what the real client needs to download."""

import contextlib
import dataclasses
import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

ERRORS = {"RepoNotFound": 404, "RevisionNotFound": 404, "EntryNotFound": 404}


@dataclasses.dataclass
class Repository:
    """Files of one commit; `announced` replaces the size that HEAD tells."""

    files: dict
    commit: str = "1" * 40
    private: bool = False
    gated: bool = False
    announced: dict = dataclasses.field(default_factory=dict)

    def error_for(self, revision, path):
        """Returns the Hub's error code for a request, or `None`."""
        if self.private:
            return "RepoNotFound"
        if self.gated:
            return "GatedRepo"
        if revision not in ("main", self.commit):
            return "RevisionNotFound"
        return None if path in self.files else "EntryNotFound"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_HEAD(self):
        self.answer(with_body=False)

    def do_GET(self):
        self.answer(with_body=True)

    def answer(self, with_body):
        path = unquote(self.path.split("?")[0]).strip("/")
        self.server.requests.append((self.command, path, dict(self.headers)))
        if path.startswith("api/models/"):
            self.describe(path.removeprefix("api/models/"))
        else:
            self.resolve(path, with_body)

    def resolve(self, path, with_body):
        """`owner/name/resolve/revision/path`: one file, or only its headers."""
        name, _, rest = path.partition("/resolve/")
        revision, _, file = rest.partition("/")
        repository = self.server.repositories.get(name)
        error = repository.error_for(revision, file) if repository else "RepoNotFound"
        if error:
            self.send(ERRORS.get(error, 403), b"", {"X-Error-Code": error})
            return
        content = repository.files[file]
        headers = {
            "ETag": f'"{hashlib.sha1(content).hexdigest()}"',
            "X-Repo-Commit": repository.commit,
        }
        size = repository.announced.get(file, len(content))
        self.send(
            200, content if with_body else b"", headers, None if with_body else size
        )

    def describe(self, path):
        """`owner/name/revision/revision` and `owner/name/tree/revision`."""
        owner, name, kind, *_ = path.split("/")
        repository = self.server.repositories[f"{owner}/{name}"]
        siblings = [{"rfilename": file} for file in repository.files]
        tree = [
            {"type": "file", "path": file, "size": len(content), "oid": "0" * 40}
            for file, content in repository.files.items()
        ]
        info = {
            "id": f"{owner}/{name}",
            "sha": repository.commit,
            "siblings": siblings,
            "private": False,
            "tags": [],
        }
        self.send(200, json.dumps(tree if kind == "tree" else info).encode(), {})

    def send(self, status, body, headers, size=None):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if size is None else size))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Keeps the test output quiet."""


@contextlib.contextmanager
def loopback_hub(repositories):
    """Gives a running server; it has `url`, `repositories` and `requests`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.repositories = repositories
    server.requests = []
    server.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
