"""Lists of journals: one's own, those of one's class, all of the school."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from parta.school.models import Course, GroupMembership, SchoolClass
from parta.school.models.stays import stays_now
from parta.timetable.models import Lesson


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One journal with how far it is filled up to today."""

    course_id: int
    subject: str
    group: str
    teacher: str
    hours: str
    held: int  # lessons up to today
    without_topic: int
    without_roll: int

    @property
    def is_filled(self) -> bool:
        return not (self.without_topic or self.without_roll)


@dataclass(frozen=True, slots=True)
class SubstitutedLesson:
    lesson_id: int
    course_id: int
    slot: int | None
    subject: str
    group: str
    teacher: str


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """What the office looks for; None: any."""

    class_id: int | None = None
    subject_id: int | None = None
    teacher_id: int | None = None


def running() -> QuerySet[Course]:
    return Course.objects.filter(year__is_current=True, is_active=True)


def journals_of_teacher(employee_id: int) -> QuerySet[Course]:
    return running().filter(teacher=employee_id).order_by("subject__name", "group__school_class__level", "group__name")


def journals_of_class(school_class: SchoolClass) -> QuerySet[Course]:
    """The courses any of the class's pupils go to."""
    return running().filter(Exists(_members_from(school_class.pk))).order_by("subject__name", "group__name")


def all_journals(wanted: JournalFilter) -> QuerySet[Course]:
    courses = running().order_by("group__school_class__level", "group__name", "subject__name")
    if wanted.class_id is not None:
        courses = courses.filter(Exists(_members_from(wanted.class_id)))
    if wanted.subject_id is not None:
        courses = courses.filter(subject=wanted.subject_id)
    if wanted.teacher_id is not None:
        courses = courses.filter(teacher=wanted.teacher_id)
    return courses


def _members_from(class_id: int) -> QuerySet[GroupMembership]:
    """Members of the outer course's group who are in the class now."""
    here = stays_now().filter(school_class=class_id).values("pupil")
    lasting = Q(to_on=None) | Q(to_on__gte=timezone.localdate())
    return GroupMembership.objects.filter(lasting, group=OuterRef("group"), pupil__in=here)


def lines(courses: QuerySet[Course] | Iterable[Course], *, today: date) -> list[JournalLine]:
    """Two queries: the courses, and their lessons up to today counted."""
    if isinstance(courses, QuerySet):
        courses = courses.select_related("subject", "group", "teacher")
    found = list(courses)
    filled = _filled([course.pk for course in found], today=today)
    return [_line(course, *filled.get(course.pk, (0, 0, 0))) for course in found]


def _line(course: Course, held: int, topics: int, rolls: int) -> JournalLine:
    return JournalLine(
        course_id=course.pk, subject=course.subject.name, group=course.group.name,
        teacher=course.teacher.short_name if course.teacher else "", hours=f"{course.hours.normalize():f}",
        held=held, without_topic=held - topics, without_roll=held - rolls,
    )  # fmt: skip


def _filled(courses: list[int], *, today: date) -> dict[int, tuple[int, int, int]]:
    """By course: lessons held, with a topic, with a roll call."""
    rows = (
        Lesson.objects.filter(course__in=courses, on__lte=today, state=Lesson.State.PLANNED)
        .order_by()
        .values_list("course")
        .annotate(
            held=Count("pk"),
            topics=Count("pk", filter=~Q(record__topic="") & Q(record__topic__isnull=False)),
            rolls=Count("record__roll_at"),
        )
    )
    return {course: (held, topics, rolls) for course, held, topics, rolls in rows}


def substituted_today(employee_id: int, *, today: date) -> list[SubstitutedLesson]:
    """Lessons of others that the employee gives today. One query."""
    lessons = Lesson.objects.filter(substitute=employee_id, on=today, state=Lesson.State.PLANNED)
    rows = lessons.annotate(group_name=F("course__group__name")).select_related("course__subject", "course__teacher")
    return [
        SubstitutedLesson(
            lesson.pk, lesson.course_id, lesson.slot, lesson.course.subject.name, lesson.group_name,
            lesson.course.teacher.short_name if lesson.course.teacher else "",
        )
        for lesson in rows
    ]  # fmt: skip
