"""A mail server for tests: speaks SMTP over a real socket and keeps what it is given."""

from __future__ import annotations

import re
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Server:
    port: int = 0
    taken: list[tuple[str, list[str], bytes]] = field(default_factory=list)  # sender, recipients, letter
    refused: dict[str, str] = field(default_factory=dict)  # address → reply to RCPT
    after_data: str = "250 Taken"
    hangs_up_after: int | None = None  # letters
    drops: str = ""  # the address at which it hangs up
    is_silent: bool = False  # takes the sender's name and says nothing more

    @property
    def letters(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=policy.default) for _, _, raw in self.taken]  # type: ignore[misc]

    @property
    def recipients(self) -> list[str]:
        return [address for _, addresses, _ in self.taken for address in addresses]


class Talk(socketserver.StreamRequestHandler):
    timeout = 10

    def handle(self) -> None:
        self.sender, self.to = "", list[str]()
        self.say("220 test.local ready")
        for line in iter(self.rfile.readline, b""):
            verb, _, rest = line.decode().strip().partition(" ")
            if not self.answer(verb.upper(), rest):
                return

    def answer(self, verb: str, rest: str) -> bool:
        """Reply to one command; false ends the talk."""
        book: Server = self.server.book  # type: ignore[attr-defined]
        if verb == "QUIT":
            self.say("221 Bye")
            return False
        if verb == "DATA":
            return self.take(book)
        address = next(iter(re.findall("<(.*)>", rest)), "")
        reply = "250 OK"
        if verb == "RCPT" and address == book.drops:
            return False
        if verb == "MAIL":
            if book.is_silent:
                time.sleep(1)
                return False
            self.sender, self.to = address, []
        elif verb == "RCPT":
            reply = book.refused.get(address, reply)
            self.to += [address] if reply.startswith("250") else []
        elif verb not in ("EHLO", "HELO", "RSET", "NOOP"):
            reply = "502 What?"
        self.say(reply)
        return True

    def take(self, book: Server) -> bool:
        if book.hangs_up_after is not None and len(book.taken) >= book.hangs_up_after:
            return False
        self.say("354 Go on")
        lines = iter(self.rfile.readline, b".\r\n")
        raw = b"".join(line[1:] if line.startswith(b"..") else line for line in lines)
        if book.after_data.startswith("250"):
            book.taken.append((self.sender, self.to, raw))
        self.say(book.after_data)
        return True

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def serving() -> Iterator[Server]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads = True
        book = server.book = Server(port=server.server_address[1])  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield book
        server.shutdown()
        thread.join()
