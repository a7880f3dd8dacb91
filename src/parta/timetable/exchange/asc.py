"""aSc Timetables 2012 XML: cards (lessons put into hours), their groups, days and weeks as bit strings."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from xml.etree import ElementTree

from parta.lib.sheets import SheetError

from ..lines import Grade, GroupKey, Line, Reading, Trouble
from ..names import ClassName, class_of, clean, short_letter
from ..rules import EVEN, EVERY, ODD, BellTime

TAGS = ("subject", "teacher", "class", "classroom", "group", "lesson")
MAX_SLOT = 20
CYCLES = {"10": ODD, "01": EVEN}
LEFT_OUT = {
    "break": "Перемены", "building": "Здания", "student": "Ученики", "studentsubject": "Выбор предметов учениками",
    "classroomsupervision": "Дежурства", "grade": "Ступени (grades)",
}  # fmt: skip


class NoDoctype(ElementTree.TreeBuilder):
    """A timetable has no DTD; one that has may expand entities without end."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise SheetError("В файле XML есть DOCTYPE: такие файлы не принимаются. Выгрузите расписание из aSc заново.")


def is_xml(content: bytes) -> bool:
    return content.lstrip(b"\xef\xbb\xbf\xff\xfe\xfe\xff\x00 \t\r\n")[:1] == b"<"


def read_asc(content: bytes) -> Reading:
    """Raises SheetError when the file is no aSc Timetables XML."""
    parser = ElementTree.XMLParser(target=NoDoctype())  # noqa: S314  no DTD, so no entities
    try:
        parser.feed(content)
        root = parser.close()
    except ElementTree.ParseError as fault:
        row, column = fault.position
        raise SheetError(f"Файл XML повреждён: строка {row}, знак {column + 1}.") from None
    except (LookupError, ValueError):
        raise SheetError("Кодировка файла XML не понята: выгрузите его в UTF-8 или windows-1251.") from None
    if root.tag != "timetable" or root.find("cards") is None or root.find("lessons") is None:
        raise SheetError("Это не выгрузка aSc Timetables: нет <timetable> с <lessons> и <cards>.")
    return AscReader(root).read()


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson of the plan with its names resolved."""

    subject: str
    group: GroupKey
    teachers: tuple[str, ...]
    hours_per_card: int


class NotTaken(Exception):
    """Why a card or a lesson can't be taken, in Russian."""


class AscReader:
    """Walks the document once; `lines` and `troubles` grow as it goes."""

    def __init__(self, root: ElementTree.Element) -> None:
        self.root = root
        self.ids = {tag: {one.get("id", ""): one for one in root.iter(tag)} for tag in TAGS}
        self.cards = list(root.iterfind("cards/card"))
        self.placed = Counter(card.get("lessonid", "") for card in self.cards)
        self.lines: list[Line] = []
        self.troubles: list[Trouble] = []

    def read(self) -> Reading:
        lessons = {key: self.lesson(key) for key in self.ids["lesson"]}
        understood = sum(self.read_card(card, lessons) for card in self.cards)
        unplaced = [key for key in lessons if key not in self.placed]
        for key in unplaced:
            self.tell(f"lesson id={key}", f"{self.about(key)}: урок не поставлен в сетку.")
        for tag, words in LEFT_OUT.items():
            number = sum(1 for _ in self.root.iter(tag))
            if number:
                self.troubles.append(
                    Trouble(f"<{tag}>", f"{words} из файла не переносятся ({number}).", Grade.NOTE, number)
                )
        return Reading(
            lines=self.lines,
            classes=list(self.classes()),
            bells=list(self.bells()),
            troubles=self.troubles,
            unit="карточки,карточек,карточек",
            total=len(self.cards) + len(unplaced),
            understood=understood,
            lost=len(self.cards) - understood + len(unplaced),
        )

    def tell(self, where: str, what: str, grade: Grade = Grade.LOST) -> None:
        self.troubles.append(Trouble(where, what, grade))

    def about(self, key: str) -> str:
        """Subject and classes of a lesson in words, those of them that the file knows."""
        lesson = self.ids["lesson"][key]
        listed = [("subject", lesson.get("subjectid", "")), ("class", lesson.get("classids", ""))]
        found = [self.ids[tag].get(one) for tag, keys in listed for one in keys.split(",")]
        return ", ".join(name_of(one) for one in found if one is not None) or "урок без предмета и класса"

    def named(self, element: ElementTree.Element, attribute: str, tag: str) -> list[str]:
        """Names of the elements whose ids the attribute lists; raises NotTaken at an unknown id."""
        names = []
        for key in filter(None, element.get(attribute, "").split(",")):
            if key not in self.ids[tag]:
                raise NotTaken(f"В файле нет <{tag} id={key}>.")
            names.append(name_of(self.ids[tag][key]))
        return names

    def lesson(self, key: str) -> Lesson | NotTaken:
        element = self.ids["lesson"][key]
        try:
            subjects, teachers = (
                self.named(element, "subjectid", "subject"),
                self.named(element, "teacherids", "teacher"),
            )
            if not subjects:
                raise NotTaken("У урока нет предмета.")
            lesson = Lesson(subjects[0], self.group(element), tuple(teachers), self.hours_per_card(element))
        except NotTaken as fault:
            return fault
        if len(teachers) > 1 and key in self.placed:
            more = ", ".join(teachers[1:])
            what = (
                f"{self.about(key)}: учителей несколько, у курса он один. Записан {teachers[0]}, не записаны: {more}."
            )
            self.troubles.append(Trouble(f"lesson id={key}", what, Grade.GUESS))
        return lesson

    def group(self, lesson: ElementTree.Element) -> GroupKey:
        """The whole class, a group of its division («Grupo 1»), or several classes together."""
        classes = self.named(lesson, "classids", "class")
        self.named(lesson, "groupids", "group")
        groups = [self.ids["group"][key] for key in filter(None, lesson.get("groupids", "").split(","))]
        if not classes:
            raise NotTaken("У урока нет класса.")
        parts = dict.fromkeys(name_of(group) for group in groups if group.get("entireclass") != "1")
        seminar = lesson.get("seminargroup", "")
        return GroupKey(tuple(classes), "", " + ".join(parts) or (f"семинар {seminar}" if seminar else ""))

    def hours_per_card(self, lesson: ElementTree.Element) -> int:
        """Some exports write a double lesson as one card, some as two: the hours a week tell which."""
        length = whole(lesson.get("periodspercard") or lesson.get("durationperiods") or "1")
        cards, hours = self.placed[lesson.get("id", "")], whole(lesson.get("periodsperweek", ""))
        return length if length > 1 and cards * length == hours else 1

    def read_card(self, card: ElementTree.Element, lessons: dict[str, Lesson | NotTaken]) -> bool:
        """Add the card's lines; False with its trouble when it is not understood."""
        key = card.get("lessonid", "")
        where = f"card lessonid={key}, days={card.get('days', '')}, period={card.get('period', '')}"
        try:
            lesson = lessons.get(key, NotTaken("В файле нет такого урока (lesson)."))
            if isinstance(lesson, NotTaken):
                raise lesson
            days, slot, weeks = days_of(card), slot_of(card), weeks_of(card)
            rooms = self.named(card, "classroomids", "classroom")
            if slot + lesson.hours_per_card - 1 > MAX_SLOT:
                raise NotTaken(f"Урок не помещается в день: уроков подряд {lesson.hours_per_card}.")
        except NotTaken as fault:
            about = f"{self.about(key)}: " if key in self.ids["lesson"] else ""
            self.tell(where, f"{about}{fault}")
            return False
        if len(rooms) > 1:
            more = ", ".join(rooms[1:])
            self.troubles.append(
                Trouble(where, f"Кабинетов несколько: записан {rooms[0]}, не записаны: {more}.", Grade.GUESS)
            )
        self.lines += [
            Line(where, lesson.group, lesson.subject, first(lesson.teachers), first(rooms), day, slot + hour, weeks)
            for day in days
            for hour in range(lesson.hours_per_card)
        ]
        return True

    def classes(self) -> Iterator[ClassName]:
        """Classes that have lines, in the file's order."""
        used = {name for line in self.lines for name in line.group.classes}
        for element in self.ids["class"].values():
            name = name_of(element)
            if name in used:
                known, grade = class_of(name), whole(element.get("grade", ""))
                letter = short_letter(clean(element.get("short", "")) or name)
                yield known or ClassName(name, grade if 1 <= grade <= 11 else None, letter)

    def bells(self) -> Iterator[BellTime]:
        for period in self.root.iterfind("periods/period"):
            try:
                start, end = (clock(period.get(name, "")) for name in ("starttime", "endtime"))
                slot = int(period.get("period", ""))
                if end <= start or not 0 <= slot <= MAX_SLOT:
                    raise ValueError
            except ValueError:
                where = f"period period={period.get('period', '')}"
                self.tell(where, "Время урока не понято, звонок не переносится.", Grade.NOTE)
                continue
            yield BellTime(slot, start, end)


def name_of(element: ElementTree.Element) -> str:
    full = f"{element.get('lastname', '')} {element.get('firstname', '')}"
    return clean(element.get("name", "")) or clean(full) or clean(element.get("short", "")) or element.get("id", "")


def first(names: Sequence[str]) -> str:
    return names[0] if names else ""


def whole(text: str) -> int:
    """«4.0» → 4; 0 where it is no whole number."""
    found = re.fullmatch(r"(\d{1,9})(?:[.,]0+)?", text)
    return int(found[1]) if found else 0


def clock(text: str) -> time:
    hours, minutes = text.split(":")
    return time(int(hours), int(minutes))


def slot_of(card: ElementTree.Element) -> int:
    text = card.get("period", "")
    if not re.fullmatch(r"\d{1,3}", text) or int(text) > MAX_SLOT:
        raise NotTaken(f"Номер урока не понят: period={text}.")
    return int(text)


def days_of(card: ElementTree.Element) -> list[int]:
    """«01000» → [2]: a bit a day from Monday; several ones are several days."""
    bits = card.get("days", "")
    days = [number for number, bit in enumerate(bits, start=1) if bit == "1"]
    if not re.fullmatch(r"[01]{1,7}", bits) or not days:
        raise NotTaken(f"День не назначен: days={bits}.")
    return days


def weeks_of(card: ElementTree.Element) -> str:
    """«1» and «11» are every week, «10» odd, «01» even weeks. Lessons of a part of the year are not taken."""
    terms, weeks = card.get("terms") or "1", card.get("weeks") or "1"
    if "0" in terms:
        raise NotTaken(f"Урок идёт только часть года (terms={terms}).")
    if "0" not in weeks:
        return EVERY
    if weeks not in CYCLES:
        raise NotTaken(f"Чередование недель не понято: weeks={weeks}.")
    return CYCLES[weeks]
