"""Who learns what. The practice class is one's own: another person's lesson, cell or class does not exist."""

from dataclasses import dataclass

from django.http import Http404

from parta.accounts.models import User
from parta.regulation.access import introduces
from parta.school.access import cast_of, require, roles_of

from .models import CourseDone, PracticeClass, PracticeLesson, PracticePupil
from .rules.lessons import Course, Lesson
from .rules.library import courses, courses_for


def works_here(user: User) -> bool:
    """Staff, and whoever introduces the journal: the only ones with a practice class."""
    return cast_of(user).is_staff or introduces(user)


def own_courses(user: User) -> list[Course]:
    """The courses of the user's roles, in order."""
    return courses_for(roles_of(user) | ({"introducer"} if introduces(user) else set()))


def other_courses(user: User) -> list[Course]:
    """What else staff may look at: a teacher what a class teacher learns, everybody what families learn."""
    own = own_courses(user)
    return [course for course in courses().values() if course not in own] if works_here(user) else []


def course_to_learn(user: User, code: str) -> Course:
    course = courses().get(code)
    if course is None or not (works_here(user) or course in own_courses(user)):
        raise Http404
    return course


def lesson_to_learn(user: User, course: str, slug: str) -> tuple[Course, Lesson]:
    found = course_to_learn(user, course)
    lesson = found.lesson(slug)
    if lesson is None:
        raise Http404
    return found, lesson


def finished_course(user: User, code: str) -> tuple[Course, CourseDone]:
    """One's own finished course, for its certificate."""
    course = course_to_learn(user, code)
    done = CourseDone.objects.filter(user=user, course=code).first()
    if done is None:
        raise Http404
    return course, done


def practice_door(user: User) -> None:
    require(works_here(user))


def practice_to_write(user: User, pk: int) -> PracticeClass:
    practice_door(user)
    found = PracticeClass.objects.filter(pk=pk, user=user).first()
    if found is None:
        raise Http404
    return found


def practice_lesson(user: User, pk: int) -> PracticeLesson:
    practice_door(user)
    found = PracticeLesson.objects.filter(pk=pk, practice__user=user).select_related("practice").first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of the user's own practice class."""

    lesson: PracticeLesson
    pupil: PracticePupil


def practice_place(user: User, lesson: int, pupil: int) -> Place:
    found = practice_lesson(user, lesson)
    return Place(found, practice_pupil(found.practice, pupil))


def practice_pupil(practice: PracticeClass, pk: int) -> PracticePupil:
    found = practice.pupils.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def may_look(user: User) -> bool:
    """Who looks after the learning of the staff: head, deputies, administrators, the responsible person."""
    return cast_of(user).runs_school or introduces(user)


def staff_door(user: User) -> None:
    require(may_look(user))
