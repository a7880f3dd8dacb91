"""Letters as they come, put together for tests. All people and schools are invented."""

from __future__ import annotations

import struct
from base64 import b64encode

OLGA = "Ольга Ермакова <olga@family.test>"


def letter(body: str = "Не вижу замену.", *, charset: str = "utf-8", kind: str = "text/plain", **headers: str) -> bytes:
    """A plain letter; names of headers are written with underscores, an empty value takes the header away."""
    values = {
        "From": OLGA,
        "To": "help@school.test",
        "Subject": "Замена",
        "Message-ID": "<1@family.test>",
        "Date": "Mon, 23 Nov 2026 11:30:00 +0300",
        "MIME-Version": "1.0",
        "Content-Type": f'{kind}; charset="{charset}"',
        "Content-Transfer-Encoding": "8bit",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in values.items() if value)
    return head.encode() + b"\r\n" + body.replace("\n", "\r\n").encode(charset if charset != "wrong" else "utf-8")


def several(*parts: bytes, kind: str = "multipart/mixed", **headers: str) -> bytes:
    """A letter of parts, each with its own headers."""
    head = letter("", Content_Type=f'{kind}; boundary="=_b"', Content_Transfer_Encoding="", **headers)
    return head + b"".join(b"--=_b\r\n" + part + b"\r\n" for part in parts) + b"--=_b--\r\n"


def part(body: str | bytes, kind: str = "text/plain; charset=utf-8", **headers: str) -> bytes:
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    content = body if isinstance(body, bytes) else body.encode()
    return f"Content-Type: {kind}\r\n{more}\r\n".encode() + content


def file(content: bytes, name: str, kind: str = "application/octet-stream") -> bytes:
    return part(
        b64encode(content), kind, Content_Transfer_Encoding="base64",
        Content_Disposition=f'attachment; filename="{name}"',
    )  # fmt: skip


def bounce(of: str = "<9@school.test>", *, action: str = "failed") -> bytes:
    status = f"Reporting-MTA: dns; mx.family.test\r\n\r\nFinal-Recipient: rfc822; olga@family.test\r\nAction: {action}\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 No such user here\r\n"  # noqa: E501
    return several(
        part("This is the mail system. Your message could not be delivered."),
        part(status, "message/delivery-status"),
        part(f"From: help@school.test\r\nMessage-ID: {of}\r\n\r\nОтвет", "message/rfc822"),
        kind="multipart/report; report-type=delivery-status",
        From="MAILER-DAEMON@mx.family.test", Return_Path="<>", Subject="Undelivered Mail Returned to Sender",
        Auto_Submitted="auto-replied",
    )  # fmt: skip


def winmail(name: str, content: bytes) -> bytes:
    """The wrapping of Outlook with one file in it."""

    def attribute(number: int, value: bytes) -> bytes:
        return struct.pack("<BHHI", 2, number, 6, len(value)) + value + struct.pack("<H", sum(value) % 65536)

    parts = [(0x9002, b"\0" * 14), (0x8010, name.encode("cp1251") + b"\0"), (0x800F, content)]
    return struct.pack("<IH", 0x223E9F78, 1) + b"".join(attribute(number, value) for number, value in parts)
