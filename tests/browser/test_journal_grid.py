"""The journal page in a real browser: keys, queue, clash, paste, phone, roll call."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Locator, Page, Route, expect

from parta.journal.models import AbsenceNotice, Cell, LessonRecord, Mark
from parta.journal.services.unlock import grant
from parta.school.models import Pupil
from parta.timetable.models import Lesson
from parta.timetable.services.changes import cancel_lesson
from tests import build
from tests.browser.conftest import PHONE, OpenAs, enter

pytestmark = pytest.mark.browser

SAVED = "всё сохранено"
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "preload": False}


@pytest.fixture
def course(cast: Any) -> Any:
    """Algebra of 7Б with three more lessons before today's; its pupils are Дмитриев (first) and Ермакова."""
    build.work_kind("контрольная", short_name="КР", weight=3, tone="fail")
    for day in (17, 19, 20):
        build.lesson(cast.course, date(2026, 11, day))
    return cast.course


@pytest.fixture
def journal(cast: Any, course: Any, open_as: OpenAs) -> Page:
    """The teacher's page, the keyboard on the first pupil's cell of today."""
    page = open_as(cast.teacher.user)
    page.goto(f"/journal/{course.pk}/")
    cell(page, "Дмитриев Егор", 23).click()
    return page


def cell(page: Page, name: str, day: int) -> Locator:
    """The cell of a pupil and a day of November."""
    heads = page.locator(".grid .days th b").all_inner_texts()
    row = page.locator(".grid tbody tr", has_text=name)
    return row.locator("td").nth(heads.index(str(day)))


def expect_saved(page: Page) -> None:
    expect(page.locator("save-state [data-part=text]")).to_have_text(SAVED)


def contents(pupil: Pupil, lesson: Lesson) -> tuple[str, int | None, list[str]]:
    """What the database holds: absence, minutes late, marks."""
    row = Cell.objects.get(pupil=pupil, lesson=lesson)
    return row.absence, row.late_minutes, [str(mark) for mark in row.marks.order_by("position")]


def paste(page: Page, text: str) -> None:
    page.evaluate(
        """text => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(event);
        }""",
        text,
    )


def abort(route: Route) -> None:
    route.abort()


def test_mark_typed_is_shown_moves_down_and_is_there_after_reload(journal, cast):
    journal.keyboard.press("5")
    journal.keyboard.press("4")
    expect_saved(journal)

    assert contents(cast.egor, cast.lesson) == ("", None, ["5"])
    journal.reload()
    expect(cell(journal, "Дмитриев", 23)).to_have_text("5")
    expect(cell(journal, "Ермакова", 23)).to_have_text("4")


def test_letters_of_both_layouts_and_words_in_the_cell(journal, cast):
    journal.keyboard.press("KeyY")  # «н» by its place, on this Latin layout
    expect(cell(journal, "Дмитриев", 23)).to_have_text("н")

    journal.keyboard.press("Space")
    journal.keyboard.type("5 rh 4/5")  # «кр» by its place
    journal.keyboard.press("Enter")
    expect_saved(journal)

    assert contents(cast.egor, cast.lesson) == ("н", None, [])
    assert contents(cast.daria, cast.lesson) == ("", None, ["5", "4", "5"])
    assert Mark.objects.filter(work_kind__name="контрольная", value=5, cell__pupil=cast.daria).count() == 1


def test_lateness_asks_for_minutes_and_point_gets_a_date(journal, cast):
    journal.keyboard.press("KeyJ")
    journal.keyboard.type("12")
    journal.keyboard.press("Enter")
    journal.keyboard.press("Period")
    expect_saved(journal)

    assert contents(cast.egor, cast.lesson) == ("", 12, [])
    assert Mark.objects.get(cell__pupil=cast.daria).due_on == date(2026, 11, 30)


def test_word_not_understood_stays_in_the_field_with_words(journal, cast):
    journal.keyboard.press("Space")
    journal.keyboard.type("7")
    journal.keyboard.press("Enter")

    expect(journal.locator(".bar")).to_contain_text("Нет отметки «7»")
    expect(journal.locator(".cell-input")).to_be_focused()
    assert not Cell.objects.exists()


def test_average_follows_marks_and_the_columns_kind(journal, cast):
    average = journal.locator(".grid tbody tr", has_text="Дмитриев").locator(".sum")
    journal.keyboard.press("5")
    cell(journal, "Дмитриев", 20).click()
    journal.keyboard.press("2")
    expect(average).to_have_text("3,50")

    cell(journal, "Дмитриев", 23).click()
    journal.keyboard.press("ArrowUp")
    journal.keyboard.press("Enter")
    journal.get_by_role("button", name="КР контрольная").click()

    expect(average).to_have_text("4,25")
    expect_saved(journal)
    assert LessonRecord.objects.get(lesson=cast.lesson).work_kind.name == "контрольная"


def test_undo_and_redo_are_new_operations(journal, cast):
    journal.keyboard.press("5")
    expect_saved(journal)
    journal.keyboard.press("Control+KeyZ")
    expect_saved(journal)
    assert contents(cast.egor, cast.lesson) == ("", None, [])

    journal.keyboard.press("Control+Shift+KeyZ")
    expect_saved(journal)
    assert contents(cast.egor, cast.lesson) == ("", None, ["5"])
    assert Cell.objects.get(pupil=cast.egor).version == 3


def test_block_of_excel_is_pasted_and_what_is_not_understood_is_listed(journal, cast):
    cell(journal, "Дмитриев", 20).click()

    paste(journal, "5\t4\r\nпять\t3\r\n")

    report = journal.get_by_role("dialog", name="Вставлено не всё")
    assert_clean(journal)
    expect(report).to_contain_text("Ермакова Дарья, 20 ноября, «пять»: Не понял «пять».")
    report.get_by_role("button", name="Понятно").click()
    expect_saved(journal)
    assert contents(cast.egor, cast.lesson) == ("", None, ["4"])
    assert contents(cast.daria, cast.lesson) == ("", None, ["3"])
    assert Cell.objects.count() == 3


def test_fill_down_repeats_the_cell_above(journal, cast):
    journal.keyboard.press("4")
    journal.keyboard.press("Control+KeyD")
    expect_saved(journal)

    assert contents(cast.daria, cast.lesson) == ("", None, ["4"])


def test_fill_down_of_several_columns_is_one_step_and_one_undo(journal, cast):
    journal.keyboard.press("4")
    cell(journal, "Дмитриев", 20).click()
    journal.keyboard.press("5")
    cell(journal, "Дмитриев", 20).click()
    journal.keyboard.press("Shift+ArrowRight")
    journal.keyboard.press("Shift+ArrowDown")
    journal.keyboard.press("Control+KeyD")
    expect(cell(journal, "Ермакова", 20)).to_have_text("5")
    expect(cell(journal, "Ермакова", 23)).to_have_text("4")

    journal.keyboard.press("Control+KeyZ")

    expect(journal.locator(".bar")).to_contain_text("Отменено: 2 изменения")
    expect_saved(journal)
    assert contents(cast.daria, cast.lesson) == ("", None, [])
    assert contents(cast.egor, cast.lesson) == ("", None, ["4"])


def test_cell_form_with_the_mouse_alone(journal, cast):
    journal.keyboard.press("Escape")
    cell(journal, "Дмитриев", 23).click()  # the second click on the same cell
    form = journal.get_by_role("dialog", name="Дмитриев Егор")
    form.get_by_role("button", name="2", exact=True).click()
    form.get_by_role("button", name="4", exact=True).click()
    form.get_by_label("Как отметка 4 связана с прежней").select_option(label="вместо прежней")
    form.get_by_label("За что отметка 4").fill("исправил")
    form.get_by_label("Комментарий").fill("молодец")
    form.get_by_role("button", name="Готово").click()
    expect_saved(journal)

    assert contents(cast.egor, cast.lesson) == ("", None, ["2", "4"])
    second = Mark.objects.get(value=4)
    assert (second.retakes, second.comment, second.cell.comment) == (True, "исправил", "молодец")
    expect(cell(journal, "Дмитриев", 23)).to_have_text("2→4")


def test_without_a_network_marks_wait_through_a_reload_and_go_out_by_themselves(journal, cast):
    journal.context.route("**/ops/", abort)
    journal.keyboard.press("5")
    state = journal.locator("save-state [data-part=text]")
    expect(state).to_have_text("1 изменение ждёт сети")
    expect(cell(journal, "Дмитриев", 23)).to_have_attribute("data-state", "waiting")

    journal.reload()
    expect(cell(journal, "Дмитриев", 23)).to_have_text("5")
    expect(state).to_have_text("1 изменение ждёт сети")
    assert not Cell.objects.exists()

    journal.context.unroute("**/ops/")
    expect_saved(journal)
    assert contents(cast.egor, cast.lesson) == ("", None, ["5"])


def test_lost_answer_does_not_apply_the_mark_twice(journal, cast):
    lost: list[str] = []

    def lose_once(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.request.post_data or "")
            route.fetch()
            route.abort()

    journal.context.route("**/ops/", lose_once)
    journal.keyboard.press("5")
    expect(journal.locator("save-state [data-part=text]")).to_have_text("1 изменение ждёт сети")
    expect_saved(journal)

    assert len(lost) == 1  # sent twice, and the first time it had arrived
    assert contents(cast.egor, cast.lesson) == ("", None, ["5"])
    assert Cell.objects.get(pupil=cast.egor).version == 1


def test_signed_out_keeps_the_marks_and_sends_them_after_sign_in(journal, cast, live_server):
    journal.context.clear_cookies(name="sessionid")
    journal.keyboard.press("5")
    expect(journal.get_by_text("Вы вышли:")).to_be_visible()
    expect(journal.locator("save-state [data-part=text]")).to_have_text("1 изменение ждёт входа")

    enter(journal.context, cast.teacher.user, live_server.url)
    journal.evaluate("window.dispatchEvent(new Event('focus'))")
    expect_saved(journal)
    expect(journal.get_by_text("Вы вышли:")).to_be_hidden()
    assert contents(cast.egor, cast.lesson) == ("", None, ["5"])


def test_others_changes_appear_within_five_seconds(journal, cast, course, open_as):
    other = open_as(cast.teacher.user)
    other.goto(f"/journal/{course.pk}/")
    cell(other, "Ермакова", 23).click()
    other.keyboard.press("4")
    expect_saved(other)

    expect(cell(journal, "Ермакова", 23)).to_have_text("4", timeout=5000)


def test_clash_shows_both_values_and_who_and_writes_mine_when_chosen(journal, cast, course, open_as):
    journal.context.route("**/changes/**", abort)
    other = open_as(cast.teacher.user)
    other.goto(f"/journal/{course.pk}/")
    cell(other, "Дмитриев", 23).click()
    other.keyboard.press("4")
    expect_saved(other)

    journal.keyboard.press("5")
    clashed = cell(journal, "Дмитриев", 23)
    expect(clashed).to_have_attribute("data-state", "clash")
    expect(clashed).to_have_text("4")
    journal.get_by_role("link", name="1 клетка не записана").click()
    journal.get_by_role("button", name="Решить").click()
    choice = journal.get_by_role("dialog", name="Клетку изменили двое")
    expect(choice).to_contain_text("Орлова")
    assert_clean(journal)
    choice.get_by_role("button", name="Записать моё").click()

    expect_saved(journal)
    expect(clashed).to_have_text("5")
    assert contents(cast.egor, cast.lesson) == ("", None, ["5"])


def test_locked_cell_says_why_and_offers_to_ask(journal, cast, course, open_as):
    build.lesson(course, date(2026, 11, 5))
    journal.reload()
    cell(journal, "Дмитриев", 5).click()
    journal.keyboard.press("5")

    expect(journal.locator(".bar")).to_contain_text("срок правки прошёл")
    expect(journal.get_by_role("link", name="попросить открыть")).to_be_visible()
    assert not Cell.objects.exists()


def test_lessons_opened_and_cancelled_meanwhile_are_so_without_a_reload(journal, cast, course):
    old = build.lesson(course, date(2026, 11, 5))
    journal.reload()
    cell(journal, "Дмитриев", 5).click()
    expect(journal.get_by_role("link", name="попросить открыть")).to_be_visible()

    asked = course.unlock_requests.create(lesson=old, reason="болела", by=cast.teacher.user)
    grant(asked, hours=1, by=cast.deputy, now=timezone.now())
    cancel_lesson(Lesson.objects.get(course=course, on=date(2026, 11, 20)), reason="карантин", by=cast.deputy)

    expect(journal.get_by_role("link", name="попросить открыть")).to_be_hidden(timeout=7000)
    journal.keyboard.press("5")
    expect_saved(journal)
    assert contents(cast.egor, old) == ("", None, ["5"])
    expect(journal.locator(".grid .days th[data-off]")).to_have_text("20пт")


def test_cursor_walks_by_keys_and_leaves_the_grid(journal):
    expect(cell(journal, "Дмитриев", 23)).to_be_focused()
    journal.keyboard.press("Shift+Tab")
    expect(cell(journal, "Дмитриев", 20)).to_be_focused()
    journal.keyboard.press("Home")
    expect(cell(journal, "Дмитриев", 17)).to_be_focused()
    journal.keyboard.press("Control+End")
    expect(cell(journal, "Ермакова", 23)).to_be_focused()

    journal.keyboard.press("Escape")
    journal.keyboard.press("Tab")
    assert journal.evaluate("document.activeElement.closest('.grid')") is None
    journal.keyboard.press("Shift+Tab")
    expect(cell(journal, "Ермакова", 23)).to_be_focused()


def test_pupil_who_left_is_hidden_until_asked_for(journal, cast):
    left = build.pupil("Переехавший Олег", of=cast.school_class)
    left.memberships.update(to_on=date(2026, 11, 18))
    journal.reload()
    row = journal.locator(".grid tbody tr", has_text="Переехавший")
    expect(row).to_be_hidden()

    journal.get_by_label("показать выбывших").check()

    expect(row).to_be_visible()


def test_address_of_a_cell_opens_at_it(cast, course, open_as):
    lesson = build.lesson(course, date(2026, 11, 12))
    page = open_as(cast.teacher.user)

    page.goto(f"/journal/{course.pk}/#{lesson.pk}:{cast.daria.pk}")

    expect(cell(page, "Ермакова Дарья", 12)).to_be_focused()
    expect(page.locator(".bar")).to_contain_text("Ермакова Дарья чт, 12 ноября")


def test_period_without_lessons_says_what_to_do(cast, open_as):
    Lesson.objects.filter(course=cast.course).delete()
    page = open_as(cast.teacher.user)

    page.goto(f"/journal/{cast.course.pk}/")

    expect(page.get_by_text("пока нечего заполнять")).to_be_visible()
    expect(page.locator(".grid")).to_have_count(0)
    assert_clean(page)


def test_page_of_a_reader_shows_marks_and_writes_nothing(cast, course, open_as):
    build.mark(cast.egor, cast.lesson, 4)
    page = open_as(cast.deputy)
    page.goto(f"/journal/{course.pk}/")
    cell(page, "Дмитриев", 23).click()

    page.keyboard.press("5")

    expect(page.locator(".bar")).to_contain_text("Только просмотр")
    expect(cell(page, "Дмитриев", 23)).to_have_text("4")


def test_phone_opens_at_today_and_marks_by_the_pad(cast, course, open_as):
    page = open_as(cast.teacher.user, viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(f"/journal/{course.pk}/")
    today = cell(page, "Дмитриев", 23)
    expect(today).to_be_in_viewport(ratio=1)

    today.tap()
    pad = page.locator("mark-pad")
    pad.get_by_role("button", name="отметка 5").tap()
    expect(pad).to_contain_text("Ермакова Дарья, 23 ноября")  # the keys now write into the next cell
    pad.get_by_role("button", name="болеет").tap()

    expect_saved(page)
    assert contents(cast.egor, cast.lesson) == ("", None, ["5"])
    assert contents(cast.daria, cast.lesson) == ("б", None, [])
    for key in pad.get_by_role("button").all():
        assert (key.bounding_box() or {})["height"] >= 44


def test_page_never_scrolls_sideways_at_320(cast, course, open_as):
    page = open_as(cast.teacher.user, viewport={"width": 320, "height": 640})
    for address in (f"/journal/{course.pk}/", f"/journal/lesson/{cast.lesson.pk}/roll/"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_roll_call_taps_the_missing_and_saves_once(cast, course, open_as):
    page = open_as(cast.teacher.user, viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(f"/journal/lesson/{cast.lesson.pk}/roll/")
    expect(page.get_by_text("все 2 здесь")).to_be_visible()

    page.locator("li", has_text="Дмитриев").get_by_text("Дмитриев").tap()
    page.get_by_role("group", name="Ермакова Дарья").get_by_role("button", name="опоздание").tap()
    page.get_by_role("button", name="на пять минут больше").tap()
    expect(page.get_by_text("отсутствуют 1 из 2, опоздали 1")).to_be_visible()
    expect(page.get_by_text(SAVED)).to_be_hidden()
    page.get_by_role("button", name="Сохранить").tap()

    expect(page.get_by_role("button", name="Перекличка записана")).to_be_visible()
    assert contents(cast.egor, cast.lesson) == ("н", None, [])
    assert contents(cast.daria, cast.lesson) == ("", 10, [])
    assert LessonRecord.objects.get(lesson=cast.lesson).roll_at is not None


def test_roll_call_knows_who_is_away_by_a_confirmed_notice(cast, course, open_as):
    day = cast.lesson.on
    AbsenceNotice.objects.create(
        pupil=cast.daria, from_on=day, to_on=day, reason="б", by=cast.parent.user, is_confirmed=True
    )
    page = open_as(cast.teacher.user, viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(f"/journal/lesson/{cast.lesson.pk}/roll/")
    ill = page.get_by_role("group", name="Ермакова Дарья").get_by_role("button", name="болеет")
    expect(ill).to_have_attribute("aria-pressed", "true")

    page.get_by_role("button", name="Сохранить").tap()

    expect(page.get_by_role("button", name="Перекличка записана")).to_be_visible()
    assert contents(cast.daria, cast.lesson) == ("б", None, [])
    assert not Cell.objects.filter(pupil=cast.egor).exists()


def test_roll_call_without_a_network_waits_and_saves_itself(cast, course, open_as):
    page = open_as(cast.teacher.user, viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(f"/journal/lesson/{cast.lesson.pk}/roll/")
    post = f"**/journal/lesson/{cast.lesson.pk}/roll/"
    page.context.route(post, lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.get_by_role("button", name="Сохранить").tap()
    expect(page.get_by_role("button", name="Ждёт сети: запишется само")).to_be_visible()
    assert not LessonRecord.objects.filter(roll_at__isnull=False).exists()

    page.context.unroute(post)
    expect(page.get_by_role("button", name="Перекличка записана")).to_be_visible()
    assert LessonRecord.objects.get(lesson=cast.lesson).roll_at is not None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(cast, course, open_as, scheme):
    build.mark(cast.egor, cast.lesson, 2, comment="у доски")
    build.cell(cast.lesson, cast.daria, absence="н")
    page = open_as(cast.teacher.user, color_scheme=scheme)
    page.goto(f"/journal/{course.pk}/")
    cell(page, "Дмитриев", 23).click()
    assert_clean(page)
    page.keyboard.press("F2")
    assert_clean(page)
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert_clean(page)

    page.goto(f"/journal/lesson/{cast.lesson.pk}/roll/")
    expect(page.get_by_text("отсутствуют 1 из 2")).to_be_visible()
    assert_clean(page)


def assert_clean(page: Page) -> None:
    results = Axe().run(page, options=AXE)
    assert results.response["violations"] == [], results.generate_report()
