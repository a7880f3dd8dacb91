"""Clients of the bench: they keep their connection, ask on loopback only, and stop by themselves."""

import gzip
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from statistics import median
from typing import Any
from uuid import uuid4

import orjson

HOST = "127.0.0.1"
CSRF = "b" * 32


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: a page, or a batch of operations (`ops` are without their ids: each sending gets new ones)."""

    path: str
    cookie: str
    ops: list[dict[str, Any]] | None = None
    extra: dict[str, Any] | None = None
    typed: str = ""  # the name of the field whose typing asks, as htmx tells it


IDLE = 3  # seconds after which the server may have closed a quiet connection


class Client:
    """One kept connection. It reads only what it must of HTTP: clients and server share the machine's cores."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None
        self.used_at = 0.0

    def send(self, ask: Ask) -> bytes:
        """Return the body as sent (packed); raises RuntimeError on any answer but 200."""
        if self.socket is None or time.monotonic() - self.used_at > IDLE:
            self.connect()
        self.used_at = time.monotonic()
        status, content = self.exchange(self.request(ask))
        if status != 200:
            raise RuntimeError(f"{ask.path}: {status} {plain(content)[:300]!r}")
        return content

    def connect(self) -> None:
        if self.socket:
            self.socket.close()
        self.socket = socket.create_connection((HOST, self.port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def request(self, ask: Ask) -> bytes:
        head = (
            f"{'GET' if ask.ops is None else 'POST'} {ask.path} HTTP/1.1\r\nHost: {HOST}:{self.port}\r\n"
            f"Cookie: sessionid={ask.cookie}; csrftoken={CSRF}\r\nAccept-Encoding: gzip\r\n"
        )
        if ask.typed:
            head += f"HX-Request: true\r\nHX-Trigger-Name: {ask.typed}\r\n"
        if ask.ops is None:
            return f"{head}\r\n".encode()
        body = orjson.dumps({"ops": [{**op, "id": str(uuid4())} for op in ask.ops], **(ask.extra or {})})
        head += f"Content-Type: application/json\r\nX-CSRFToken: {CSRF}\r\nContent-Length: {len(body)}\r\n\r\n"
        return head.encode() + body

    def exchange(self, request: bytes) -> tuple[int, bytes]:
        """Send and read one answer; every answer of ours tells its length."""
        assert self.socket is not None
        self.socket.sendall(request)
        got = self.read(b"")
        while (end := got.find(b"\r\n\r\n")) < 0:
            got = self.read(got)
        head = got[:end].lower()
        length = int(head.partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        while len(got) < end + 4 + length:
            got = self.read(got)
        return int(head[9:12]), got[end + 4 :]

    def read(self, got: bytes) -> bytes:
        assert self.socket is not None
        more = self.socket.recv(65536)
        if not more:
            raise RuntimeError("The server has closed the connection.")
        return got + more


def plain(content: bytes) -> bytes:
    return gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content


@dataclass(frozen=True, slots=True)
class Times:
    median_ms: float
    p95_ms: float


def times_of(action: Callable[[], object], *, times: int = 200, warm: int = 20) -> Times:
    """Median and 95th percentile of the action, in milliseconds, after some that do not count."""
    for _ in range(warm):
        action()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        action()
        taken.append((time.perf_counter() - started) * 1000)
    return Times(round(median(taken), 2), round(sorted(taken)[int(times * 0.95) - 1], 2))


def together(port: int, asks: list[list[Ask]], *, times: int) -> tuple[float, list[bytes]]:
    """Let as many clients as there are lists ask at once, each `times` rounds of its list.

    Return requests a second, and the last answer of each client. Clients share two processes: the machine has
    two cores, and what the clients take the server does not have.
    """
    halves = [asks[0::2], asks[1::2]]
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        started = time.perf_counter()
        results = list(pool.map(_run_half, [port] * 2, halves, [times] * 2))
        taken = time.perf_counter() - started
    total = sum(len(one) for one in asks) * times
    return round(total / taken, 1), [answer for half in results for answer in half]


def _run_half(port: int, lists: list[list[Ask]], times: int) -> list[bytes]:
    from threading import Thread

    last = [b""] * len(lists)

    def run(number: int) -> None:
        client = Client(port)
        for _ in range(times):
            for ask in lists[number]:
                last[number] = client.send(ask)

    threads = [Thread(target=run, args=(number,)) for number in range(len(lists))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return last


def batches(rows: list[Any], size: int) -> Iterator[list[Any]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
