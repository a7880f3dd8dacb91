"""The week and the day: what stands where, for whom."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from parta.audit.models import Change
from parta.journal.models import Homework, HomeworkFile, LessonRecord, Remark
from parta.school.models import Holiday
from parta.timetable.models import Bell, BellSchedule, ClassBells, DayBells, Lesson
from parta.timetable.services.changes import cancel_lesson, move_lesson
from tests import build
from tests.cast import TODAY
from tests.diary.seen import day, give, text, week

DAY = timedelta(days=1)


def remark(cast, text, **fields):
    return Remark.objects.create(
        pupil=cast.daria, **{"on": TODAY, "text": text, "author": cast.teacher.user, "lesson": cast.lesson, **fields}
    )


def card(page: str, name: str = "Понедельник") -> str:
    """The words of one day's card."""
    names = ["Понедельник", "Вторник", "Среда", "Четверг", "Пятница", "Суббота", "Воскресенье"]
    after = page.split(name, 1)[1]
    ends = [after.index(other) for other in names if other in after]
    return after[: min(ends)] if ends else after


def test_lesson_tells_number_time_room_and_topic(cast, sign_in):
    Lesson.objects.filter(pk=cast.lesson.pk).update(room=build.room("12"))
    build.topic(cast.lesson, "Линейная функция")

    page = text(sign_in(cast.parent.user), week(cast.daria.pk))

    assert card(page).strip() == "сегодня 23 ноября 1 Алгебра 8:30–9:15, каб. 12 Линейная функция"
    assert "История" not in page  # of 7А


def test_week_has_six_cards_and_sunday_only_with_a_lesson(cast, sign_in):
    client = sign_in(cast.parent.user)
    assert "Воскресенье" not in text(client, week(cast.daria.pk))

    build.lesson(cast.course, TODAY + 6 * DAY)

    assert "Алгебра" in card(text(client, week(cast.daria.pk)), "Воскресенье")


def test_any_day_of_the_address_leads_to_its_monday(cast, sign_in):
    answer = sign_in(cast.parent.user).get(week(cast.daria.pk, TODAY + 3 * DAY))

    assert answer["Location"] == week(cast.daria.pk)


@pytest.mark.parametrize(
    "path",
    [
        "2026-02-30",
        "2026-13-01",
        "monday",
        "0001-01-01",
        "9999-12-31",
        "day/9999-12-31",
        "2000-01-03",
        "2099-12-28",
        "day/2099-12-31",
    ],
)
def test_no_such_day_is_404(cast, sign_in, path):
    assert sign_in(cast.parent.user).get(f"/diary/{cast.daria.pk}/{path}/").status_code == 404


def test_marks_tell_kind_and_comment(cast, sign_in):
    control = build.work_kind("контрольная", is_control=True)
    LessonRecord.objects.create(lesson=cast.lesson, work_kind=control)
    build.mark(cast.daria, cast.lesson, 4, comment="описка")
    build.mark(cast.daria, cast.lesson, 5, work_kind=build.work_kind("домашняя"))
    build.mark(cast.egor, cast.lesson, 2)

    page = card(text(sign_in(cast.parent.user), week(cast.daria.pk)))

    assert "4 Контрольная «описка» 5 Домашняя" in page
    assert "2 Контрольная" not in page


def test_mark_without_any_kind_has_the_default_one(cast, sign_in):
    build.mark(cast.daria, cast.lesson, 4)

    assert "4 Ответ" in text(sign_in(cast.parent.user), week(cast.daria.pk))


def test_retaken_double_and_owed_marks(cast, sign_in):
    build.mark(cast.daria, cast.lesson, 2)
    build.mark(cast.daria, cast.lesson, 4, retakes=True)
    build.mark(cast.daria, cast.lesson, 5, part=2)
    build.mark(cast.daria, cast.lesson, None, word="•", due_on=date(2026, 11, 30))

    page = text(sign_in(cast.daria.user), week(cast.daria.pk))

    assert "2 Ответ исправлена следующей отметкой 4 Ответ 5 Ответ вторая часть работы" in page
    assert "• Ответ работа не сдана, сдать до 30 ноября" in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"absence": "б"}, "б Не был на уроке: по болезни"),
        ({"late_minutes": 1}, "оп Опоздание на 1 минуту"),
        ({"comment": "забыла тетрадь"}, "Комментарий: забыла тетрадь"),
    ],
)
def test_absence_lateness_and_comment_are_told(cast, sign_in, fields, words):
    build.cell(cast.lesson, cast.daria, **fields)

    assert words in text(sign_in(cast.parent.user), week(cast.daria.pk))


def test_cancelled_moved_and_substituted_lessons_say_so(cast, sign_in):
    late = build.lesson(cast.course, TODAY + DAY, slot=5)
    build.lesson(cast.course, TODAY, slot=2, state="moved", moved_to=late, reason="карантин")
    build.lesson(cast.course, TODAY, slot=3, state="cancelled", reason="мороз")
    entry = build.entry(cast.course, slot=4, room=build.room("5"))
    build.lesson(cast.course, TODAY, slot=4, entry=entry, room=build.room("7"), substitute=cast.stranger)

    page = text(sign_in(cast.parent.user), week(cast.daria.pk))

    assert "перенесён на вт, 24 ноября, 5-й урок (карантин)" in card(page)
    assert "отменён (мороз)" in card(page)
    assert "каб. 7 замена: Громов И. И. не там, где обычно (каб. 5)" in card(page)
    assert "перенесён с пн, 23 ноября, 2-й урок" in card(page, "Вторник")


def test_homework_stands_at_the_lesson_it_is_due_at(cast, sign_in):
    tomorrow = build.lesson(cast.course, TODAY + DAY)
    give(cast, due=tomorrow, text="№ 98", minutes=20)
    give(cast, due_lesson=None, due_on=TODAY + DAY, text="№ 99")

    page = text(sign_in(cast.parent.user), week(cast.daria.pk))

    assert "№ 98" not in card(page)
    assert "№ 98 ≈ 20 мин № 99" in card(page, "Вторник")
    assert "Домашних заданий примерно на 20 минут" in card(page, "Вторник")


def test_homework_for_a_day_without_its_lesson_stands_on_the_day(cast, sign_in):
    give(cast, due_lesson=None, due_on=TODAY + 2 * DAY, text="Принести циркуль")

    page = card(text(sign_in(cast.parent.user), week(cast.daria.pk)), "Среда")

    assert "Уроков нет" in page
    assert "Алгебра: Принести циркуль" in page


def test_homework_follows_its_moved_lesson_into_another_week(cast, sign_in):
    due = build.lesson(cast.course, TODAY + DAY)
    give(cast, due=due, text="Сочинение")
    move_lesson(due, on=TODAY + 8 * DAY, slot=1, by=cast.deputy)
    client = sign_in(cast.parent.user)

    assert "Сочинение" not in text(client, week(cast.daria.pk))
    assert "Сочинение" in card(text(client, week(cast.daria.pk, TODAY + 7 * DAY)), "Вторник")


def test_homework_for_a_cancelled_lesson_stands_at_the_next_one(cast, sign_in):
    due, following = build.lesson(cast.course, TODAY + DAY), build.lesson(cast.course, TODAY + 2 * DAY, slot=4)
    give(cast, due=due, text="Сочинение", minutes=40)
    client = sign_in(cast.parent.user)

    cancel_lesson(due, reason="мороз", by=cast.deputy)

    page = text(client, week(cast.daria.pk))
    assert "Сочинение" not in card(page, "Вторник")
    assert "4 Алгебра" in card(page, "Среда")
    assert "Сочинение ≈ 40 мин Домашних заданий примерно на 40 минут" in card(page, "Среда")

    cancel_lesson(following, reason="мороз", by=cast.deputy)
    assert "отменён (мороз) Сочинение" in card(text(client, week(cast.daria.pk)), "Вторник")


def test_individual_homework_is_for_its_pupils_only(cast, sign_in):
    give(cast, text="Доклад о числе пи", pupils=[cast.daria])

    own = text(sign_in(cast.daria.user), week(cast.daria.pk))
    classmate = text(sign_in(cast.egor.user), week(cast.egor.pk))

    assert "Доклад о числе пи личное задание" in own
    assert "Доклад" not in classmate


def test_removed_homework_and_files_are_gone(cast, sign_in):
    gone = give(cast, text="Отменённое")
    Homework.objects.filter(pk=gone.pk).update(removed_at=gone.at)
    task = give(cast, text="Посмотреть")
    HomeworkFile.objects.create(homework=task, name="Видеоурок", url="https://example.org/video")
    HomeworkFile.objects.create(homework=task, name="Старая ссылка", url="https://example.org/old", removed_at=task.at)

    page = text(sign_in(cast.parent.user), week(cast.daria.pk))

    assert "Посмотреть Видеоурок" in page
    assert "Отменённое" not in page
    assert "Старая ссылка" not in page


def test_file_leads_to_the_journals_own_door(cast, sign_in):
    file = HomeworkFile.objects.create(homework=give(cast), name="Карточки.pdf", file="homework/x.pdf", size=348_160)

    html = sign_in(cast.parent.user).get(week(cast.daria.pk)).content.decode()

    assert "Карточки.pdf</a> <small>340 КБ</small>" in html
    assert f'href="{reverse("journal:homework-file", args=[file.pk])}"' in html
    assert "/media/" not in html


def test_pupil_sees_lessons_of_own_groups_on_their_days(cast, sign_in):
    mine = build.subgroup(cast.school_class, "7Б (1)", pupils=[cast.daria])
    foreign = build.subgroup(cast.school_class, "7Б (2)", pupils=[cast.egor])
    build.lesson(build.course(None, mine, "Английский язык"), TODAY, slot=3)
    build.lesson(build.course(None, foreign, "Немецкий язык"), TODAY, slot=3)
    build.lesson(cast.course, TODAY + DAY)
    cast.daria.memberships.filter(group=build.whole(cast.school_class)).update(to_on=TODAY)

    page = text(sign_in(cast.parent.user), week(cast.daria.pk))

    assert "Английский язык" in card(page)
    assert "Немецкий язык" not in page
    assert "Алгебра" in card(page)
    assert "Алгебра" not in card(page, "Вторник")


def test_remark_for_parents_is_hidden_from_the_pupil(cast, sign_in):
    remark(cast, "Разговаривала")
    remark(cast, "Помогла дежурным", kind="praise", pupil_sees=True, lesson=None)

    parent = text(sign_in(cast.parent.user), week(cast.daria.pk))
    teacher = text(sign_in(cast.class_teacher.user), week(cast.daria.pk))
    pupil = text(sign_in(cast.daria.user), week(cast.daria.pk))

    assert "Замечание: Разговаривала Орлова Н." in parent
    assert "Разговаривала" in teacher
    assert "Разговаривала" not in pupil
    assert "Похвала: Помогла дежурным" in pupil


def test_holiday_and_empty_days_say_so(cast, sign_in):
    def rest(name, on, **levels):
        Holiday.objects.create(year=cast.school_class.year, name=name, starts_on=on, ends_on=on, **levels)

    rest("День народного единства", TODAY + DAY)
    rest("Каникулы первоклассников", TODAY + 2 * DAY, from_level=1, to_level=1)

    page = text(sign_in(cast.parent.user), week(cast.daria.pk))

    assert "День народного единства" in card(page, "Вторник")
    assert "Уроков нет" in card(page, "Среда")
    assert "первоклассников" not in page


def test_times_follow_the_class_and_the_day(cast, sign_in):
    second = BellSchedule.objects.create(name="Вторая смена")
    short = BellSchedule.objects.create(name="Сокращённый день")
    for schedule, hour in ((second, 14), (short, 10)):
        Bell.objects.create(schedule=schedule, slot=1, starts_at=time(hour), ends_at=time(hour, 40))
    ClassBells.objects.create(school_class=cast.school_class, schedule=second)
    DayBells.objects.create(on=TODAY + DAY, schedule=short)
    build.lesson(cast.course, TODAY + DAY)
    build.lesson(cast.course, TODAY + 2 * DAY, slot=None, starts_at=time(16, 5), ends_at=time(16, 45))

    page = text(sign_in(cast.parent.user), week(cast.daria.pk))

    assert "14:00–14:40" in card(page)
    assert "10:00–10:40" in card(page, "Вторник")
    assert "16:05–16:45" in card(page, "Среда")


def test_today_is_outlined_only_in_its_week(cast, sign_in):
    client = sign_in(cast.parent.user)

    assert client.get(week(cast.daria.pk)).content.decode().count('data-state="today"') == 1
    other = client.get(week(cast.daria.pk, TODAY + 7 * DAY)).content.decode()
    assert 'data-state="today"' not in other
    assert "Эта неделя" in other


def test_day_shows_one_day_and_leads_to_its_neighbours(cast, sign_in):
    build.lesson(cast.course, TODAY + DAY, slot=2)

    answer = sign_in(cast.parent.user).get(day(cast.daria.pk, TODAY + DAY))
    html = answer.content.decode()

    assert [row.number for row in answer.context["page"].day.lessons] == ["2"]
    assert html.count("<h2") == 1
    assert f'href="{day(cast.daria.pk)}" rel="prev"' in html
    assert f'href="{day(cast.daria.pk, TODAY + 2 * DAY)}" rel="next"' in html


def test_empty_sunday_has_its_page(cast, sign_in):
    assert "Воскресенье 29 ноября Уроков нет" in text(sign_in(cast.parent.user), day(cast.daria.pk, TODAY + 6 * DAY))


def test_one_switch_between_children_keeps_the_week(cast, sign_in):
    brother = build.pupil("Ермаков Костя", of=cast.other_class)
    build.guardian(cast.alien, name="Никто Никто")
    cast.parent.guardianships.create(pupil=brother)

    html = sign_in(cast.parent.user).get(week(cast.daria.pk, TODAY - 7 * DAY)).content.decode()

    assert f'<a href="{week(brother.pk, TODAY - 7 * DAY)}">Костя, 7А</a>' in html
    assert f'<a href="{week(cast.daria.pk, TODAY - 7 * DAY)}" aria-current="page">Дарья, 7Б</a>' in html
    assert "Чужова" not in html


def test_start_leads_to_this_week_of_the_first_child(cast, sign_in):
    assert sign_in(cast.parent.user).get("/diary/")["Location"] == week(cast.daria.pk)
    assert sign_in(cast.class_teacher.user).get(f"/diary/{cast.daria.pk}/")["Location"] == week(cast.daria.pk)


def test_guardian_without_children_is_told_what_to_do(cast, sign_in):
    lonely = build.guardian(name="Одинцова Анна", user=build.user("lonely"))

    for url in ("/diary/", "/diary/marks/", "/diary/absences/", "/diary/feed/"):
        assert "не привязан ни один ребёнок" in text(sign_in(lonely.user), url)


def test_new_mark_is_there_at_the_next_load(cast, sign_in):
    client = sign_in(cast.parent.user)
    assert "5 Ответ" not in text(client, week(cast.daria.pk))

    build.mark(cast.daria, cast.lesson, 5)

    assert "5 Ответ" in text(client, week(cast.daria.pk))


def test_look_of_staff_is_logged_once_a_day(cast, sign_in):
    looks = Change.objects.filter(action="diary.view_pupil")
    teacher, deputy = sign_in(cast.class_teacher.user), sign_in(cast.deputy)

    page = text(teacher, week(cast.daria.pk))
    teacher.get(f"/diary/{cast.daria.pk}/marks/")
    deputy.get(f"/diary/{cast.daria.pk}/absences/")
    sign_in(cast.parent.user).get(week(cast.daria.pk))

    assert "просмотр записан в историю" in page
    assert [(look.by, look.pupil_id, look.label) for look in looks.order_by("pk")] == [
        (cast.class_teacher.user, cast.daria.pk, "Ермакова Дарья"),
        (cast.deputy, cast.daria.pk, "Ермакова Дарья"),
    ]


def test_class_teacher_reads_own_child_as_a_parent(cast, sign_in):
    build.guardian(cast.daria, name="Белова Анна", user=cast.class_teacher.user)

    page = text(sign_in(cast.class_teacher.user), week(cast.daria.pk))

    assert "Сообщить об отсутствии" in page
    assert not Change.objects.filter(action="diary.view_pupil").exists()
