"""A Hub on the loopback device that the real client of huggingface_hub talks to.

`python loopback_hub.py FOLDER PORT` serves one in a process of its own.
"""

import asyncio
import contextlib
import logging
import socket
import sys
import threading
from pathlib import Path

import hub_api
import hub_files
import uvicorn
from hub_accounts import Account
from hub_errors import Refused, answer_refused
from hub_faults import Faults, Rule
from hub_store import Store
from starlette.applications import Starlette

TOKENS = {
    "hf_zoo_write": Account("keeper", "write", ("zoo",)),
    "hf_zoo_read": Account("visitor", "read", ("zoo",)),
    "hf_other": Account("other", "write"),
}
WRITER = "hf_zoo_write"


class Hub:
    """The application, its address, and what tests look at and change."""

    def __init__(self, folder, url=""):
        self.url = url
        self.store = Store(Path(folder) / "objects")
        app = Starlette(
            routes=[*hub_api.ROUTES, *hub_files.ROUTES],
            exception_handlers={Refused: answer_refused},
        )
        app.state.store, app.state.tokens = self.store, TOKENS
        self.app = Faults(app)

    @property
    def requests(self):
        """`(method and path, headers)` of all requests so far."""
        return self.app.requests

    def requested(self, part):
        """The requests so far, `METHOD /path`, with `part` in them."""
        return [request for request, _ in self.requests if part in request]

    def repository(self, name):
        return self.store.repositories[name]

    def clear(self):
        """Forgets all repositories, objects and requests."""
        self.store.clear()
        self.requests.clear()

    @contextlib.contextmanager
    def fault(self, pattern, fault, **limits):
        """Applies a fault while the body runs."""
        rule = Rule(pattern, fault, **limits)
        self.app.rules.append(rule)
        try:
            yield rule
        finally:
            self.app.rules.remove(rule)

    def put(self, name, files, private=False):
        """Makes a repository with these files, past the API; returns its commit."""
        owner = name.split("/")[0]
        repository = self.store.create(name, owner, private)
        entries = {
            path: self.store.add(path, content) for path, content in files.items()
        }
        return repository.commit("main", entries, "files", owner)


def server_of(hub):
    """Returns a uvicorn server that says nothing and does not wait for clients."""
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL + 1)
    config = uvicorn.Config(
        hub.app,
        log_config=None,
        access_log=False,
        lifespan="off",
        ws="none",
        loop="asyncio",
        http="h11",
        timeout_graceful_shutdown=1,
    )
    return uvicorn.Server(config)


def loopback_socket(port=0):
    """Returns a listening socket; asyncio sends at once only if the protocol is named.

    Without, each answer waits for the client's delayed acknowledgement, 40 ms.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    listening.listen(128)
    return listening


@contextlib.contextmanager
def loopback_hub(folder):
    """Gives a running `Hub` that keeps its objects in a folder."""
    listening = loopback_socket()
    hub = Hub(folder, f"http://127.0.0.1:{listening.getsockname()[1]}")
    server = server_of(hub)
    thread = threading.Thread(
        target=lambda: asyncio.run(server.serve(sockets=[listening])), daemon=True
    )
    thread.start()
    try:
        yield hub
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


def main(folder, port):
    hub = Hub(folder)
    asyncio.run(server_of(hub).serve(sockets=[loopback_socket(int(port))]))


if __name__ == "__main__":
    main(*sys.argv[1:])
