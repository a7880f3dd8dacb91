"""Files inside winmail.dat, the wrapping Outlook puts around attachments (MS-OXTNEF)."""

import struct

from .decoding import decode

SIGNATURE = 0x223E9F78
ATTACHMENT_BEGINS, TITLE, CONTENT = 0x9002, 0x8010, 0x800F


def files(wrapped: bytes) -> list[tuple[str, bytes]]:
    """Name and content of each file; empty when the bytes are no such wrapping or hold none."""
    if len(wrapped) < 6 or struct.unpack_from("<I", wrapped)[0] != SIGNATURE:
        return []
    found: list[tuple[str, bytes]] = []
    name, place = "", 6  # after the signature and a key
    while place + 9 <= len(wrapped):
        attribute, _, length = struct.unpack_from("<HHI", wrapped, place + 1)
        content = wrapped[place + 9 : place + 9 + length]
        place += 9 + length + 2  # level, attribute, length, the content itself, a checksum
        if attribute == ATTACHMENT_BEGINS:
            name = ""
        elif attribute == TITLE:
            name = decode(content.rstrip(b"\0"))
        elif attribute == CONTENT:
            found.append((name or "файл.dat", content))
    return found
