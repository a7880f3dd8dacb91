"""Doors of the journal: from a user to the rows they may read or write. No right and no row are both 404."""

from .journals import (
    CourseHead,
    LessonHead,
    OpenJournal,
    OpenLesson,
    TeacherHead,
    course_to_read,
    lesson_to_read,
    lesson_to_write,
)
from .rows import (
    RemarksDoor,
    file_to_read,
    file_to_write,
    homework_to_write,
    notice_to_decide,
    remark_to_remove,
    remarks_of_pupil,
    unlock_door,
    unlock_to_decide,
)

__all__ = [
    "CourseHead", "LessonHead", "OpenJournal", "OpenLesson", "RemarksDoor", "TeacherHead", "course_to_read",
    "file_to_read", "file_to_write", "homework_to_write", "lesson_to_read", "lesson_to_write", "notice_to_decide",
    "remark_to_remove", "remarks_of_pupil", "unlock_door", "unlock_to_decide",
]  # fmt: skip
