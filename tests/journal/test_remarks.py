"""Remarks and praises: written to parents, taken back by their author."""

from datetime import date

import pytest
from django.urls import reverse

from parta.audit.models import Change
from parta.journal.models import Remark
from parta.notices.models import Notice
from tests import build


@pytest.fixture
def teacher(cast, sign_in):
    return sign_in(cast.teacher.user)


def write(client, lesson, about, **fields):
    values = {"pupil": about.pk, "kind": "remark", "text": "Без тетради", **fields}
    return client.post(reverse("journal:remark", args=[lesson.pk]), values)


def told():
    return list(Notice.objects.order_by("user__username").values_list("user__username", "text", "url"))


def test_remark_is_told_to_parents_only(cast, teacher):
    write(teacher, cast.lesson, cast.daria)

    remark = Remark.objects.get()
    assert (remark.pupil, remark.lesson, remark.on, remark.pupil_sees) == (
        cast.daria, cast.lesson, date(2026, 11, 23), False,
    )  # fmt: skip
    url = reverse("diary:remarks", args=[cast.daria.pk])
    assert told() == [("parent", "Замечание: Ермакова Дарья. Без тетради", url)]
    assert Change.objects.get().action == "journal.write_remark"


def test_a_form_sent_twice_is_one_remark(cast, teacher):
    write(teacher, cast.lesson, cast.daria)
    write(teacher, cast.lesson, cast.daria)
    write(teacher, cast.lesson, cast.egor)

    assert Remark.objects.count() == 2
    assert [name for name, _, _ in told()] == ["parent"]


def test_praise_may_be_told_to_the_pupil_too(cast, teacher):
    write(teacher, cast.lesson, cast.daria, kind="praise", text="Молодец", pupil_sees="on")

    assert [name for name, _, _ in told()] == ["daria", "parent"]
    assert told()[0][1] == "Похвала: Ермакова Дарья. Молодец"


def test_former_guardian_is_not_told(cast, teacher):
    cast.parent.guardianships.update(ended_on=date(2026, 10, 1))

    write(teacher, cast.lesson, cast.daria)

    assert told() == []


def test_long_text_is_cut_in_the_notice_only(cast, teacher):
    write(teacher, cast.lesson, cast.daria, text="а" * 500)

    assert (len(Remark.objects.get().text), told()[0][1].endswith("…")) == (500, True)


@pytest.mark.parametrize("fields", [{"text": " "}, {"text": "а" * 1001}, {"kind": "threat"}, {"pupil": ""}])
def test_wrong_remark_is_422(cast, teacher, fields):
    answer = write(teacher, cast.lesson, cast.daria, **fields)

    assert (answer.status_code, Remark.objects.count()) == (422, 0)


def test_pupil_of_another_class_cannot_be_chosen(cast, teacher):
    assert write(teacher, cast.lesson, cast.alien).status_code == 422


def test_pupil_of_the_address_is_chosen(cast, teacher):
    answer = teacher.get(reverse("journal:remark", args=[cast.lesson.pk]) + f"?pupil={cast.daria.pk}")

    assert f'<option value="{cast.daria.pk}" selected>' in answer.content.decode()


class TestList:
    @pytest.fixture
    def remarks(self, cast):
        for author, text in ((cast.teacher, "от учителя"), (cast.class_teacher, "от классного")):
            Remark.objects.create(pupil=cast.daria, on=date(2026, 11, 20), text=text, author=author.user)

    @pytest.mark.parametrize(
        ("who", "texts"),
        [
            ("teacher", {"от учителя"}),
            ("class_teacher", {"от учителя", "от классного"}),
            ("deputy", {"от учителя", "от классного"}),
        ],
    )
    def test_who_reads_what(self, cast, sign_in, remarks, who, texts):
        answer = sign_in(cast.users()[who]).get(reverse("journal:pupil-remarks", args=[cast.daria.pk]))

        assert {remark.text for remark in answer.context["remarks"]} == texts

    def test_class_teacher_writes_without_a_lesson(self, cast, sign_in):
        url = reverse("journal:pupil-remarks", args=[cast.daria.pk])

        sign_in(cast.class_teacher.user).post(url, {"kind": "praise", "text": "Дежурила"})

        assert (Remark.objects.get().lesson, Remark.objects.get().on) == (None, date(2026, 11, 23))

    def test_office_reads_and_does_not_write(self, cast, sign_in):
        url = reverse("journal:pupil-remarks", args=[cast.daria.pk])

        answer = sign_in(cast.deputy).post(url, {"kind": "praise", "text": "Дежурила"})

        assert (answer.status_code, Remark.objects.count()) == (404, 0)

    def test_substitute_of_today_may_write(self, cast, sign_in):
        cast.lesson.substitute = cast.stranger
        cast.lesson.save()
        url = reverse("journal:pupil-remarks", args=[cast.daria.pk])

        sign_in(cast.stranger.user).post(url, {"kind": "remark", "text": "Шумела"})

        assert Remark.objects.get().author == cast.stranger.user

    def test_teacher_of_the_lesson_sees_own_remarks_on_its_page(self, cast, sign_in, remarks):
        Remark.objects.update(lesson=cast.lesson)
        url = reverse("journal:lesson", args=[cast.lesson.pk])

        for who, count in (("teacher", 1), ("class_teacher", 2), ("head", 2)):
            assert len(sign_in(cast.users()[who]).get(url).context["page"].remarks) == count, who

    def test_same_queries_for_one_remark_and_for_three(self, cast, sign_in, django_assert_num_queries):
        client, url = sign_in(cast.class_teacher.user), reverse("journal:pupil-remarks", args=[cast.daria.pk])
        remark = {"pupil": cast.daria, "on": date(2026, 11, 20), "author": cast.teacher.user}
        Remark.objects.create(text="1", **remark, lesson=cast.lesson)
        client.get(url)

        with django_assert_num_queries(9):
            client.get(url)
        for number in range(2):
            Remark.objects.create(text=str(number), **remark, lesson=build.lesson(cast.course, slot=3 + number))
        with django_assert_num_queries(9):
            client.get(url)


class TestRemoval:
    def test_own_remark_is_taken_back_and_kept_in_the_history(self, cast, teacher):
        write(teacher, cast.lesson, cast.daria)

        teacher.post(reverse("journal:remove-remark", args=[Remark.objects.get().pk]))

        assert Remark.objects.get().removed_at is not None
        change = Change.objects.get(action="journal.remove_remark")
        assert (change.before["text"], change.pupil_id) == ("Без тетради", cast.daria.pk)

    @pytest.mark.parametrize("who", ["class_teacher", "admin", "deputy", "stranger"])
    def test_another_s_remark_stays(self, cast, teacher, sign_in, who):
        write(teacher, cast.lesson, cast.daria)

        answer = sign_in(cast.users()[who]).post(reverse("journal:remove-remark", args=[Remark.objects.get().pk]))

        assert (answer.status_code, Remark.objects.get().removed_at) == (404, None)
