"""Bytes of letters to words, whatever the sender's program says of their charset."""

import binascii
import codecs
import re
from itertools import groupby

PLAUSIBLE = re.compile(r"(utf|cp\d|iso|koi8|mac|gb|big5|euc|shift|latin|ascii)")
CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5")
MARGIN = 15  # how much more Russian another charset must look than the declared one …
DOUBT = 200  # … and more so in a short text: «7Б» says little

# How often a letter comes in Russian, per mille.
OFTEN = dict(
    zip(
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
        (109, 85, 80, 74, 67, 63, 55, 47, 45, 44, 35, 32, 30, 28, 26, 20, 19, 17, 17, 16, 16, 14, 12, 10, 9, 7, 6,
         5, 4, 3, 3, 1, 1),
        strict=True,
    )
)  # fmt: skip
SIGNS = frozenset("«»—–…№„“”’ \xa0")  # what stands between Russian letters and says nothing

WORD = re.compile(r"=\?([^?*\s]+)(?:\*[^?]*)?\?([bq])\?([^?]*)\?=", re.IGNORECASE)
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]")


def decode(content: bytes, charset: str = "") -> str:
    """Read bytes as text. The declared charset is believed unless the bytes deny it: not valid or not Russian in it."""
    return clean(_decoded(content, _codec(charset)))


def clean(text: str) -> str:
    """Lines end in \\n; what no database takes and no eye sees goes."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL.sub("", text.encode("utf-8", "replace").decode())


def words(raw: str) -> str:
    """A header as it is read, its encoded words decoded (RFC 2047)."""
    text = re.sub(r"(\?=)\s+(=\?)", r"\1\2", raw)
    pieces: list[str] = []
    end = 0
    for charset, run in groupby(WORD.finditer(text), key=lambda found: found[1].lower()):
        found = list(run)
        # A careless program cuts a letter of two bytes between two words: bytes are joined before they are read,
        # as long as nothing stands between the words.
        for part in _touching(found):
            pieces += text[end : part[0].start()], decode(b"".join(map(_bytes_of, part)), charset)
            end = part[-1].end()
    return clean("".join([*pieces, text[end:]])).strip()


def unescaped(raw: str) -> str:
    """8-bit bytes that the parser kept as surrogates, as text."""
    try:
        return decode(raw.encode("ascii", "surrogateescape"))
    except UnicodeEncodeError:
        return raw


def _touching(found: list[re.Match[str]]) -> list[list[re.Match[str]]]:
    parts: list[list[re.Match[str]]] = []
    for one in found:
        if parts and parts[-1][-1].end() == one.start():
            parts[-1].append(one)
        else:
            parts.append([one])
    return parts


def _bytes_of(word: re.Match[str]) -> bytes:
    content = word[3].encode("utf-8", "replace")
    if word[2].lower() == "q":
        return binascii.a2b_qp(content, header=True)
    try:
        return binascii.a2b_base64(content + b"=" * (-len(content) % 4))
    except binascii.Error:
        return content


def _codec(charset: str) -> str:
    """Python's name of the charset; empty when there is none such, or it is no charset of letters."""
    try:
        name = codecs.lookup(charset.strip(" \"'")).name
    except (LookupError, ValueError):
        return ""
    return name if PLAUSIBLE.match(name) else ""


def _decoded(content: bytes, codec: str) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        codec = "utf-16"
    if content.isascii() or codec.startswith(("utf-16", "utf-32")):
        return content.decode(codec or "ascii", "replace")
    text = content.decode("utf-8", "replace")
    strange = sum(not letter.isascii() for letter in text)
    if text.count("\ufffd") * 5 <= strange:  # 8-bit text that is UTF-8 by chance does not happen; a cut letter does
        return text
    return _guessed(content, "" if codec in ("utf-8", "ascii") else codec)


def _guessed(content: bytes, declared: str) -> str:
    """Text in one of the Cyrillic charsets; the declared one wins unless another looks much more Russian."""
    first = content.decode(declared or CYRILLIC[0], "replace")
    strange = sum(byte > 127 for byte in content)
    latin = sum(chr(byte).isalpha() for byte in content if byte < 128)
    if declared and declared not in CYRILLIC and (latin > strange or not declared.startswith(("iso8859", "cp125"))):
        return first
    best = max((content.decode(codec, "replace") for codec in CYRILLIC), key=russian)
    margin = DOUBT / strange + (MARGIN if declared else 0)
    return best if russian(best) > russian(first) + margin else first


def russian(text: str) -> float:
    """How much the text looks Russian: the mean frequency of its letters, less what Russian does not have."""
    strange = [letter for letter in text[:5000] if not letter.isascii() and letter not in SIGNS]
    if not strange:
        return 0
    capitals = sum(letter.isupper() for letter in strange)
    return (sum(OFTEN.get(letter.lower(), -60) for letter in strange) - 20 * capitals) / len(strange)
