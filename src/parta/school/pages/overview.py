"""The first page of «Школа»: what is set up, what is missing, what to do next."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from ..access import Cast
from ..models import Holiday, Period, School, SchoolYear
from ..queries.overview import Numbers, numbers_of
from ..queries.year import newest_year, next_holidays, periods_on, the_school


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the check list. `state` is done, part or empty; `gaps` says what is still missing, with links."""

    title: str
    url: str
    state: str
    words: str
    gaps: tuple[tuple[str, str], ...] = ()
    from_file: bool = False  # may be begun by loading a file


@dataclass(frozen=True, slots=True)
class Overview:
    school: School
    year: SchoolYear | None
    steps: list[Step]
    numbers: Numbers
    file_url: str  # where lists are loaded from files; empty for who may not
    periods: list[Period]  # that go on today
    holidays: list[Holiday]  # the nearest

    @property
    def next_step(self) -> Step | None:
        return next((step for step in self.steps if step.state != "done"), None)

    @property
    def is_new(self) -> bool:
        """Before the first pupil is in a class the page is a check list and nothing more."""
        return self.numbers.pupils == 0


def overview(cast: Cast, *, today: date) -> Overview:
    """The page as this person may follow it: a step whose screen is closed to them has no address."""
    school, year = the_school(), newest_year()
    numbers = numbers_of(year, today)
    steps = [
        school_step(school, may_set=cast.is_admin),
        year_step(year, numbers),
        classes_step(numbers),
        staff_step(numbers),
        pupils_step(numbers),
        load_step(numbers),
        access_step(numbers, may_manage=cast.manages),
    ]
    return Overview(
        school=school,
        year=year,
        steps=steps,
        numbers=numbers,
        file_url=reverse("school:imports") if cast.manages else "",
        periods=periods_on(year, today) if year else [],
        holidays=next_holidays(year, today) if year else [],
    )


def step(
    title: str, url: str, *, begun: bool, words: str, gaps: list[tuple[str, str]], from_file: bool = False
) -> Step:
    """Done when begun and nothing is missing."""
    state = "" if not begun else "part" if gaps else "done"
    return Step(title, url, state, words, tuple(gaps), from_file=from_file and not begun)


def school_step(school: School, *, may_set: bool) -> Step:
    named = school.pk is not None
    words = school.name if named else "название, адрес, сроки правки, пороги отметок"
    url = reverse("school:settings") if may_set else ""
    return step("Школа", url, begun=named, words=words, gaps=[])


def year_step(year: SchoolYear | None, numbers: Numbers) -> Step:
    url = reverse("school:years")
    if year is None:
        return step("Учебный год", url, begun=False, words="периоды и каникулы предложит сама программа", gaps=[])
    gaps = [] if numbers.holidays else [("нет каникул", url)]
    if not numbers.schemes:
        gaps.append(("нет периодов", url))
    words = f"{year.name}: {', '.join(numbers.schemes)}" if numbers.schemes else year.name
    return step("Учебный год", url, begun=True, words=words, gaps=gaps)


def classes_step(numbers: Numbers) -> Step:
    url = reverse("school:classes")
    gaps = gap(numbers.classes_unled, "без классного руководителя", url)
    words = f"классов: {numbers.classes}" if numbers.classes else "параллели и буквы; появятся и при загрузке учеников"
    return step("Классы", url, begun=numbers.classes > 0, words=words, gaps=gaps)


def staff_step(numbers: Numbers) -> Step:
    url = reverse("school:employees")
    words = f"работают: {numbers.employees}" if numbers.employees else "учителя, завучи, администраторы"
    return step("Сотрудники", url, begun=numbers.employees > 0, words=words, gaps=[], from_file=True)


def pupils_step(numbers: Numbers) -> Step:
    url = reverse("school:pupils")
    gaps = gap(numbers.pupils_nowhere, "не приняты в класс", f"{url}?kind=nowhere")
    gaps += gap(numbers.pupils_orphan, "без родителей", f"{url}?kind=orphan")
    words = f"учатся: {numbers.pupils}" if numbers.pupils else "списком из файла или приём по одному"
    return step("Ученики и родители", url, begun=numbers.pupils > 0, words=words, gaps=gaps, from_file=True)


def load_step(numbers: Numbers) -> Step:
    url = reverse("school:load")
    gaps = gap(numbers.courses_vacant, "без учителя", f"{url}?vacant=on")
    gaps += gap(numbers.classes_untaught, "классов без нагрузки", url)
    words = f"курсов: {numbers.courses}" if numbers.courses else "предмет, группа, учитель, часы"
    return step("Нагрузка", url, begun=numbers.courses > 0, words=words, gaps=gaps, from_file=True)


def access_step(numbers: Numbers, *, may_manage: bool) -> Step:
    url = reverse("school:invitations") if may_manage else ""
    offline = numbers.employees_offline + numbers.pupils_offline + numbers.guardians_offline
    everybody = numbers.employees + numbers.pupils + numbers.guardians
    gaps = gap(numbers.employees_offline, "сотрудников", f"{reverse('school:employees')}?kind=offline")
    gaps += gap(numbers.pupils_offline, "учеников", f"{reverse('school:pupils')}?kind=offline")
    gaps += gap(numbers.guardians_offline, "родителей", f"{reverse('school:guardians')}?kind=offline")
    words = f"могут войти {everybody - offline} из {everybody}" if everybody else "коды для входа на листах по классам"
    return step("Доступ", url, begun=everybody > offline, words=words, gaps=gaps)


def gap(number: int, words: str, url: str) -> list[tuple[str, str]]:
    return [(f"{words}: {number}", url)] if number else []
