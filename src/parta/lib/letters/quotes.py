"""What the sender wrote now: without the quoted letter under it and without the signature."""

import re

MARK = "— Ответ пишите над этой строкой —"  # stands first in our letters: what follows it is ours, quoted

TIME = r"\d{1,2}[:.]\d{2}"
INTRO = re.compile(
    rf"^(?=.{{0,400}}$)(?=.*{TIME})(?:.*(?:пишет|писал|написал|wrote|schrieb).*|.*<[^<>@\s]+@[^<>\s]+>\s*):$",
    re.IGNORECASE,
)
WEAK_INTRO = re.compile(r"^.{0,200}\b(?:пишет|писала?|написала?|пис(?:ал|ала)\(а\)|wrote)\s*:$", re.IGNORECASE)
ORIGINAL = re.compile(
    r"^[-_*\s]*(?:исходное сообщение|original message|-+\s*от\b.*|ursprüngliche nachricht)[-_*\s:]*$", re.IGNORECASE
)
FORWARDED = re.compile(
    r"^[-\s]*(?:(?:пересылаемое|переадресованное|перенаправленное|пересланное) (?:сообщение|письмо)|forwarded message"
    r"|начало переадресованного сообщения:?|begin forwarded message:?|конец пересылаемого сообщения)[-\s]*$",
    re.IGNORECASE,
)
SENDER_LINE = re.compile(r"^\*?(?:от|from|от кого)\s*:\*?\s*\S", re.IGNORECASE)
OTHER_LINE = re.compile(
    r"^\*?(?:отправлено|дата|sent|date|кому|to|копия|cc|тема|subject)\s*:\*?", re.IGNORECASE
)  # fmt: skip
RULE = re.compile(r"^[_\-=]{10,}$")
SENT_FROM = re.compile(
    r"^(?:отправлено (?:с|из|через)\b.{0,60}|послано (?:с|из)\b.{0,60}|sent from (?:my|mail|yandex|outlook)\b.{0,60}"
    r"|get outlook for .{0,40}|скачать outlook .{0,40})$",
    re.IGNORECASE,
)
MAX_SIGNATURE = 12  # lines


def new_words(text: str) -> str:
    """The sender's own words. A letter that is a quotation from end to end is left whole: something was meant by it."""
    lines = [line.rstrip() for line in text.split("\n")]
    cut = without_signature(without_quotes(lines))
    return whole(cut) or whole(without_signature(lines)) or text.strip()


def without_quotes(lines: list[str]) -> list[str]:
    marked = next((number for number, line in enumerate(lines) if MARK in line), None)
    if marked is not None:
        return without_tail(without_intro(lines[:marked]))
    if any(FORWARDED.match(line) for line in lines):
        return lines
    for number, line in enumerate(lines):
        if ORIGINAL.match(line) or begins_headers(lines, number):
            return without_intro(lines[:number])
        length = intro_length(lines, number)
        if length:
            return own_around(lines, number, number + length)
    return without_tail(lines)


def own_around(lines: list[str], start: int, end: int) -> list[str]:
    """What stands before the words «… пишет:»; when nothing does, the answer stands below or between the quotes."""
    before, after = lines[:start], lines[end:]
    if whole(before):
        return before
    while after and (is_quoted(after[0]) or not after[0]):
        after = after[1:]
    return without_tail(after)


def intro_length(lines: list[str], number: int) -> int:
    """How many lines from `number` are the words before a quotation; 0 when they are not. Programs fold them in two."""
    for length in (1, 2, 3):
        said = lines[number : number + length]
        if any(not line.strip() or is_quoted(line) for line in said):
            break
        # A line that only stands above the words is no part of them.
        if INTRO.match(joined(said)) and not INTRO.match(joined(said[1:])):
            return 0 if INTRO.match(joined(lines[number + 1 : number + 3])) else length
    following = next((line for line in lines[number + 1 :] if line), "")
    return 1 if WEAK_INTRO.match(lines[number]) and is_quoted(following) else 0


def begins_headers(lines: list[str], number: int) -> bool:
    """Whether a block «От: … Отправлено: … Кому: …», as Outlook puts it before a quotation, begins here."""
    if not SENDER_LINE.match(lines[number].strip()):
        return False
    following = [line.strip() for line in lines[number + 1 : number + 7]]
    return sum(bool(OTHER_LINE.match(line)) for line in following) >= 2


def without_intro(lines: list[str]) -> list[str]:
    """Without the words, rules and blank lines that lead to the place of the cut."""
    while lines and (not lines[-1].strip("> ") or RULE.match(lines[-1].strip("> ")) or is_quoted(lines[-1])):
        lines = lines[:-1]
    for start in range(len(lines) - 1, max(-1, len(lines) - 4), -1):
        if not lines[start]:
            break
        said = joined(lines[start:])
        if INTRO.match(said) or WEAK_INTRO.match(said) or begins_headers(lines, start):
            return lines[:start]
    return lines


def without_tail(lines: list[str]) -> list[str]:
    """Without the quoted lines at the end; quotes with answers between them stay, they are what is answered."""
    end = len(lines)
    while end and (not lines[end - 1] or is_quoted(lines[end - 1])):
        end -= 1
    return lines[:end]


def without_signature(lines: list[str]) -> list[str]:
    for number, line in enumerate(lines):
        if line.rstrip() == "--" and 0 < len(lines) - number - 1 <= MAX_SIGNATURE and whole(lines[:number]):
            lines = lines[:number]
            break
    while lines and (not lines[-1].strip() or SENT_FROM.match(lines[-1].strip())):
        lines = lines[:-1]
    return lines


def is_quoted(line: str) -> bool:
    return line.lstrip().startswith((">", "|>"))


def joined(lines: list[str]) -> str:
    """Lines as one, as they were before a program folded them."""
    return " ".join(line.strip() for line in lines)


def whole(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
