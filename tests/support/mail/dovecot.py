"""Dovecot with a configuration of its own in a temporary folder: a real IMAP server for one user."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from parta.lib.imap import Account

PROGRAM = shutil.which("dovecot") or ("/usr/sbin/dovecot" if Path("/usr/sbin/dovecot").exists() else None)
PASSWORD = "скрипка".encode().hex()
_numbers = count(1)

CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {internal}
first_valid_uid = 1
mail_location = maildir:{folder}/mail
auth_failure_delay = 0
disable_plaintext_auth = no
ssl = {ssl}
{certificate}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""


@dataclass
class Server:
    folder: Path
    port: int
    tls_port: int

    def account(self, *, tls: bool = False, password: str = PASSWORD) -> Account:
        host, port = ("localhost", self.tls_port) if tls else ("127.0.0.1", self.port)
        return Account(host=host, port=port, user="help", password=password, is_encrypted=tls)

    def drop(self, raw: bytes) -> None:
        """Put a letter into the mailbox, as a mail server does."""
        number = next(_numbers)
        path = self.folder / "mail" / "new" / f"{time.time_ns()}.{number}.test"
        path.write_bytes(raw)
        os.utime(path, (number, number))
        path.chmod(0o666)

    def left(self) -> int:
        return sum(1 for kind in ("new", "cur") for _ in (self.folder / "mail" / kind).iterdir())

    def empty(self) -> None:
        for kind in ("new", "cur"):
            for path in (self.folder / "mail" / kind).iterdir():
                path.unlink()


@contextmanager
def running() -> Iterator[Server]:
    """Start it; without root everything is done by this user, as root the mail is nobody's."""
    folder = Path(tempfile.mkdtemp(prefix="parta-imap-"))
    owner = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    server = Server(folder, free_port(), free_port())
    for path in (folder, *(folder / "mail" / kind for kind in ("cur", "new", "tmp")), folder / "home"):
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(0o777)
    (folder / "mail").chmod(0o777)
    has_certificate = make_certificate(folder)
    certificate = f"ssl_cert = <{folder}/cert.pem\nssl_key = <{folder}/key.pem" if has_certificate else ""
    internal = "dovenull" if os.getuid() == 0 else owner.pw_name
    (folder / "dovecot.conf").write_text(
        CONFIGURATION.format(
            folder=folder, internal=internal, group=group_of(internal), ssl="yes" if has_certificate else "no",
            certificate=certificate, password=PASSWORD, uid=owner.pw_uid, gid=owner.pw_gid, port=server.port,
            tls_port=server.tls_port,
        )
    )  # fmt: skip
    process = subprocess.Popen([str(PROGRAM), "-F", "-c", str(folder / "dovecot.conf")], stderr=subprocess.PIPE)
    try:
        wait_for(server.port, process, folder)
        yield server
    finally:
        process.terminate()
        process.communicate(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


def group_of(user: str) -> str:
    import grp

    return grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_name


def make_certificate(folder: Path) -> bool:
    """A certificate for «localhost» that nobody trusts by itself; false without openssl."""
    if shutil.which("openssl") is None:
        return False
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    return True


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    for _ in range(200):
        if process.poll() is not None:
            break
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    log = folder / "log"
    raise RuntimeError(log.read_text() if log.exists() else process.communicate()[1].decode())
