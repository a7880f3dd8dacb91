"""One cell that holds a whole lesson: «Алгебра 312», «Алгебра (Орлова Н. В.)», subject, teacher and room on lines."""

import re
from dataclasses import dataclass, replace

from ..names import clean, is_person, rooms_of
from ..rules import EVEN, EVERY, ODD

ODD_WORDS, EVEN_WORDS = r"\(?\bнеч[её]т\w*\.?\)?", r"\(?\bч[её]т\w*\.?\)?"


@dataclass(frozen=True, slots=True)
class Part:
    subject: str
    rooms: tuple[str, ...] = ()
    teachers: tuple[str, ...] = ()
    weeks: str = EVERY


def parts_of(text: str) -> list[Part]:
    """Cut the cell into its lessons; subgroups with subjects of their own stand one under another.

    A line that is a room or a teacher belongs to the lesson above it; so does a line that carries its subject on.
    """
    parts: list[Part] = []
    for line in text.splitlines():
        part = part_of(line)
        if parts and not part.subject:
            parts[-1] = replace(
                parts[-1],
                rooms=parts[-1].rooms + part.rooms,
                teachers=parts[-1].teachers + part.teachers,
                weeks=part.weeks if part.weeks != EVERY else parts[-1].weeks,
            )
        elif parts and not parts[-1].rooms and not parts[-1].teachers:
            parts[-1] = replace(part, subject=f"{parts[-1].subject} {part.subject}")
        elif part.subject:
            parts.append(part)
    return parts


def part_of(line: str) -> Part:
    """Take rooms and teachers off the end of a line while there are any; what stays is the subject."""
    line, weeks = weeks_of(line)
    rooms, people = aside_of(line)
    if rooms or people:
        return Part("", rooms, people, weeks)
    while tail := next((end for end in ends_of(line) if any(aside_of(end))), ""):
        more_rooms, more_people = aside_of(tail)
        rooms, people = more_rooms + rooms, more_people + people
        line = line[: -len(tail)].rstrip(" ,(")
    return Part(clean(line), rooms, people, weeks)


def ends_of(line: str) -> list[str]:
    """Ends of the line by words, the longest first, never the whole: «Сп. зал 2», «зал 2», «2»."""
    words = line.split(" ")
    return [" ".join(words[start:]) for start in range(1, len(words))]


def aside_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Rooms or teachers when the text is nothing else; both empty otherwise."""
    rooms = rooms_of(text)
    if rooms:
        return rooms, ()
    names = [clean(name) for name in re.split(r"[/,]", text.strip(" ()"))]
    return ((), tuple(names)) if all(is_person(name) for name in names) else ((), ())


def weeks_of(line: str) -> tuple[str, str]:
    """«Черчение (чёт.)» is of even weeks, «нечёт.» of odd ones; the line without the word, and its weeks."""
    for words, weeks in ((ODD_WORDS, ODD), (EVEN_WORDS, EVEN)):
        rest, times = re.subn(words, "", line, flags=re.IGNORECASE)
        if times and rest.strip():
            return clean(rest), weeks
    return line, EVERY
