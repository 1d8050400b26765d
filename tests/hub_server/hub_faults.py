"""Faults on demand, put between the network and the Hub.

A fault is an ASGI function with one argument more, the application behind it:
`fault(app, scope, receive, send)`.
"""

import asyncio
import dataclasses
import json
import re
from collections.abc import Callable


@dataclasses.dataclass
class Rule:
    """Applies a fault to requests whose `METHOD /path` matches, `times` times."""

    pattern: str
    fault: Callable
    times: int = 1 << 30
    after: int = 0

    def takes(self, request):
        if not self.times or not re.search(self.pattern, request):
            return False
        if self.after:
            self.after -= 1
            return False
        self.times -= 1
        return True


class Faults:
    """An ASGI application that keeps a log of requests and applies `rules`."""

    def __init__(self, app):
        self.app, self.rules, self.requests = app, [], []

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return
        request = f"{scope['method']} {scope['path']}"
        headers = {key.decode(): value.decode() for key, value in scope["headers"]}
        self.requests.append((request, headers))
        app = self.app
        for rule in self.rules:
            if rule.takes(request):
                app = bound(rule.fault, app)
        await app(scope, receive, send)


def bound(fault, app):
    async def faulty(scope, receive, send):
        await fault(app, scope, receive, send)

    return faulty


def status(code, body=b"", headers=()):
    """Answers with a status alone, such as 503, or with a page that is no Hub's."""

    async def fault(app, scope, receive, send):
        length = (b"content-length", str(len(body)).encode())
        start = {"type": "http.response.start", "status": code}
        await send({**start, "headers": [length, *headers]})
        await send({"type": "http.response.body", "body": body})

    return fault


def answer(value):
    """Answers with JSON of the test's choice, such as a hostile tree."""
    json_type = (b"content-type", b"application/json")
    return status(200, json.dumps(value).encode(), [json_type])


def slow(seconds):
    async def fault(app, scope, receive, send):
        await asyncio.sleep(seconds)
        await app(scope, receive, send)

    return fault


def before(call):
    """Calls a function when the request has come and before it is served."""

    async def fault(app, scope, receive, send):
        call()
        await app(scope, receive, send)

    return fault


def afterwards(call):
    """Calls a function when the request is served and before its answer is sent."""

    async def fault(app, scope, receive, send):
        kept = []

        async def keep(message):
            kept.append(message)

        await app(scope, receive, keep)
        call()
        for message in kept:
            await send(message)

    return fault


def on_body(change):
    """Passes each block of the answer through `change(block, offset)`."""

    async def fault(app, scope, receive, send):
        offset = 0

        async def changed(message):
            nonlocal offset
            if message["type"] == "http.response.body":
                body = message.get("body", b"")
                message = {**message, "body": change(body, offset)}
                offset += len(body)
            await send(message)

        await app(scope, receive, changed)

    return fault


def flipped(position):
    """One byte of the answer has one bit changed."""

    def change(block, offset):
        at = position - offset
        if not 0 <= at < len(block):
            return block
        return block[:at] + bytes([block[at] ^ 1]) + block[at + 1 :]

    return on_body(change)


class Cut(Exception):
    """The connection ends here."""


def cut(after, call=lambda: None):
    """Closes the connection when `after` bytes of the body have been sent.

    `call` is called between the two, once.
    """

    async def fault(app, scope, receive, send):
        left = after

        async def limited(message):
            nonlocal left
            body = message.get("body", b"")
            if message["type"] == "http.response.body" and len(body) >= left:
                await send({**message, "body": body[:left], "more_body": True})
                call()
                raise Cut
            left -= len(body)
            await send(message)

        try:
            await app(scope, receive, limited)
        except Cut:
            return

    return fault


def flipped_upload(position):
    """One byte of the request has one bit changed."""

    async def fault(app, scope, receive, send):
        offset = 0

        async def changed():
            nonlocal offset
            message = await receive()
            body = message.get("body", b"")
            at, offset = position - offset, offset + len(body)
            if 0 <= at < len(body):
                body = body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]
            return {**message, "body": body}

        await app(scope, changed, send)

    return fault


def together(count):
    """Holds requests back until `count` of them have come."""
    barrier = asyncio.Barrier(count)

    async def fault(app, scope, receive, send):
        await barrier.wait()
        await app(scope, receive, send)

    return fault
