"""Which files people may send in: told by their first bytes, never by their name alone."""

import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import BinaryIO

HEAD = 4096  # bytes enough to tell any kind
LONGEST_NAME = 120
TEXTS = {"txt", "csv", "md"}
OLE = {
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
}
OFFICE = "application/vnd.openxmlformats-officedocument."
PACKED = {  # extension → (what must lie inside, content type)
    "docx": ("word/", OFFICE + "wordprocessingml.document"),
    "xlsx": ("xl/", OFFICE + "spreadsheetml.sheet"),
    "pptx": ("ppt/", OFFICE + "presentationml.presentation"),
    "odt": ("mimetype", "application/vnd.oasis.opendocument.text"),
    "ods": ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
    "odp": ("mimetype", "application/vnd.oasis.opendocument.presentation"),
    "zip": ("", "application/zip"),
}
SIGNED = (  # first bytes, where they stand, extensions, content type
    (b"%PDF-", 0, {"pdf"}, "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", 0, {"png"}, "image/png"),
    (b"\xff\xd8\xff", 0, {"jpg", "jpeg"}, "image/jpeg"),
    (b"GIF8", 0, {"gif"}, "image/gif"),
    (b"WEBP", 8, {"webp"}, "image/webp"),
    (b"ftyphei", 4, {"heic"}, "image/heic"),
    (b"ftypmif1", 4, {"heic"}, "image/heic"),
    (b"AT&TFORM", 0, {"djvu", "djv"}, "image/vnd.djvu"),
    (b"{\\rtf", 0, {"rtf"}, "application/rtf"),
    (b"ID3", 0, {"mp3"}, "audio/mpeg"),
    (b"\xff\xfb", 0, {"mp3"}, "audio/mpeg"),
    (b"\xff\xf3", 0, {"mp3"}, "audio/mpeg"),
    (b"\xff\xf2", 0, {"mp3"}, "audio/mpeg"),
    (b"ftyp", 4, {"mp4", "m4a"}, "video/mp4"),
)
ALLOWED = "PDF, картинки, документы Word, Excel, PowerPoint и OpenDocument, текст, архив ZIP, MP3, MP4"


class WrongFile(ValueError):
    """The file may not be taken; the words say why."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    name: str
    content_type: str


def check(name: str, file: BinaryIO) -> CheckedFile:
    """Tell what the file is and give it a safe name; raises WrongFile. The file is left at its beginning."""
    name = safe_name(name)
    extension = name.rpartition(".")[2].lower()
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if not head:
        raise WrongFile(f"«{name}»: файл пуст")
    content_type = _content_type(extension, head, file)
    file.seek(0)
    if content_type is None:
        raise WrongFile(f"«{name}»: такие файлы не принимаются или внутри не то, что в названии. Можно: {ALLOWED}")
    return CheckedFile(name, content_type)


def safe_name(name: str) -> str:
    """The last part of the name without signs that deceive the eye or the disk, not longer than LONGEST_NAME."""
    name = PurePosixPath(PureWindowsPath(name).name).name
    name = "".join(sign for sign in unicodedata.normalize("NFC", name) if unicodedata.category(sign)[0] != "C")
    name = " ".join("".join("_" if sign in '<>:"/\\|?*' else sign for sign in name).split()).strip(" .")
    stem, dot, extension = name.rpartition(".")
    if not dot:
        return name[:LONGEST_NAME] or "файл"
    return f"{stem[: LONGEST_NAME - len(extension) - 1] or 'файл'}.{extension[:20]}"


def _content_type(extension: str, head: bytes, file: BinaryIO) -> str | None:
    if head.startswith(b"PK\x03\x04"):
        return _packed_type(extension, file)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return OLE.get(extension)
    for sign, at, extensions, content_type in SIGNED:
        if extension in extensions and head[at : at + len(sign)] == sign:
            return content_type
    return "text/plain" if extension in TEXTS and _is_text(head) else None


def _packed_type(extension: str, file: BinaryIO) -> str | None:
    """Documents are archives; what is inside must be what the name promises, and without programs (макросы)."""
    if extension not in PACKED:
        return None
    inside, content_type = PACKED[extension]
    try:
        names = zipfile.ZipFile(file).namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return None
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return None
    return content_type if any(name.startswith(inside) for name in names) else None


def _is_text(head: bytes) -> bool:
    """Readable text in UTF-8 or Windows-1251: no zero bytes, no other control signs than line ends and tabs."""
    if any(byte < 32 and byte not in (9, 10, 12, 13) for byte in head):
        return False
    try:
        head[: len(head) - 3].decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            head.decode("cp1251")
        except UnicodeDecodeError:
            return False
    return True
