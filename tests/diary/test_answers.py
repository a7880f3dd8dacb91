"""What a family answers: «сделано» and «Ознакомлен»."""

from datetime import timedelta

from parta.journal.models import Homework, HomeworkDone, WeekRead
from tests.cast import TODAY
from tests.diary.seen import give, text, week

DAY = timedelta(days=1)


def test_only_the_pupil_ticks(cast, sign_in):
    give(cast)

    assert 'role="checkbox"' in sign_in(cast.daria.user).get(week(cast.daria.pk)).content.decode()
    for user in (cast.parent.user, cast.class_teacher.user):
        assert 'role="checkbox"' not in sign_in(user).get(week(cast.daria.pk)).content.decode()


def test_tick_without_script_returns_to_the_week(cast, sign_in):
    task = give(cast)

    answer = sign_in(cast.daria.user).post(f"/diary/{cast.daria.pk}/homework/{task.pk}/", {"done": "1"})

    assert answer["Location"] == f"{week(cast.daria.pk)}#tick-{task.pk}"
    assert HomeworkDone.objects.filter(homework=task, pupil=cast.daria).exists()
    assert "сделано" in text(sign_in(cast.parent.user), week(cast.daria.pk))


def test_tick_by_htmx_answers_its_line(cast, sign_in):
    task = give(cast)
    client = sign_in(cast.daria.user)
    url = f"/diary/{cast.daria.pk}/homework/{task.pk}/"

    done = client.post(url, {"done": "1"}, headers={"HX-Request": "true"}).content.decode()
    undone = client.post(url, {"done": "0"}, headers={"HX-Request": "true"}).content.decode()

    assert done.strip().startswith('<li class="task" data-state="done">')
    assert 'aria-checked="true"' in done
    assert 'aria-checked="false"' in undone
    assert not HomeworkDone.objects.exists()


def test_tick_asks_for_yes_or_no(cast, sign_in):
    answer = sign_in(cast.daria.user).post(f"/diary/{cast.daria.pk}/homework/{give(cast).pk}/")

    assert answer.status_code == 422


def test_foreign_removed_and_others_individual_tasks_are_not_ticked(cast, sign_in):
    removed = give(cast)
    Homework.objects.filter(pk=removed.pk).update(removed_at=removed.at)
    foreign = Homework.objects.create(lesson=cast.other_lesson, due_on=TODAY, text="7А", author=cast.stranger.user)
    tasks = [removed, foreign, give(cast, pupils=[cast.egor])]
    client = sign_in(cast.daria.user)

    codes = [client.post(f"/diary/{cast.daria.pk}/homework/{one.pk}/", {"done": "1"}).status_code for one in tasks]

    assert codes == [404, 404, 404]
    assert not HomeworkDone.objects.exists()


def test_week_is_marked_as_read_and_the_class_teacher_sees_it(cast, sign_in):
    client = sign_in(cast.parent.user)
    url = f"{week(cast.daria.pk)}read/"
    assert f'action="{url}"' in client.get(week(cast.daria.pk)).content.decode()

    answer = client.post(url)

    assert answer["Location"] == week(cast.daria.pk)
    assert WeekRead.objects.get().week_on == TODAY
    page = text(client, week(cast.daria.pk))
    assert "Ознакомлены: Ермакова О., 23 ноября" in page
    assert f'action="{url}"' not in client.get(week(cast.daria.pk)).content.decode()
    assert "Ознакомлены: Ермакова О." in text(sign_in(cast.class_teacher.user), week(cast.daria.pk))


def test_read_by_htmx_answers_its_line(cast, sign_in):
    answer = sign_in(cast.parent.user).post(f"{week(cast.daria.pk)}read/", headers={"HX-Request": "true"})

    assert "Ознакомлены: Ермакова О., 23 ноября" in answer.content.decode()


def test_week_ahead_is_not_read_yet(cast, sign_in):
    client, monday = sign_in(cast.parent.user), TODAY + 7 * DAY

    assert "read/" not in client.get(week(cast.daria.pk, monday)).content.decode()
    answer = client.post(f"{week(cast.daria.pk, monday)}read/")
    assert (answer.status_code, answer.content.decode()) == (422, "Эта неделя ещё не началась.")
