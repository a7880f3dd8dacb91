"""Articles that come with Parta: every screen has one, every name in them exists, and what people ask is found."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from django.urls import URLPattern, get_resolver, reverse

from parta.handbook import rules
from parta.handbook.exchange import ARTICLES, read_articles
from parta.handbook.markdown import manual_source, typst, typst_body
from parta.handbook.models import Article
from parta.handbook.pages import html
from parta.handbook.queries.search import search
from parta.handbook.services.articles import renew
from parta.handbook.services.manual import compiled
from parta.school.rules import ROLES
from tests.consultations import doors as consultations
from tests.notices import doors as notices
from tests.readiness import doors as readiness
from tests.regulation import doors as regulation
from tests.support import doors as support
from tests.support.mail import doors as mail
from tests.training import doors as training

SECTIONS = [
    "Первые шаги", "Журнал", "Темы и домашние задания", "Дневник", "Расписание", "Школа и люди",
    "Доступ и безопасность", "Как считаются цифры", "Что делать, если", "Помощь", "Консультации и семинары", "Обучение",
    "Готовность школы", "Регламент и уведомления",
]  # fmt: skip
CLAUSES = ["2.1.1", "2.1.2", "2.1.3", "2.1.4", "2.1.5", "2.1.6"]
APPS = ("home", "journal", "diary", "timetable", "school", "accounts", "audit", "notices", "handbook", "account", "mfa",
        "support", "consultations", "training", "readiness", "regulation")  # fmt: skip

# What comes most to a school's helper (the founding document's list), and the article that answers it.
COMES_MOST = {
    "lost password": "lost-password",
    "lost code": "lost-code",
    "a parent sees the wrong child": "wrong-child",
    "pupil missing in a subgroup": "pupil-not-in-subgroup",
    "lesson absent from the timetable": "lesson-absent",
    "substitution not visible": "substitution-not-seen",
    "cannot edit, period closed": "period-closed",
    "mark on a wrong date": "wrong-date",
    "the average differs from the teacher's count": "average-differs",
    "imported plan shifted by one": "topics-shifted",
    "topic not filled from the plan": "topic-not-filled",
    "«н» against «б»": "away-letters",
    "a pupil moved with marks": "moved-pupil-marks",
    "no period mark suggested": "no-suggestion",
    "«н/а» in the class teacher's report": "unrated",
    "notice by e-mail did not come": "no-email",
    "print cuts columns": "print-cut",
    "proposal: hide who left": "hide-left",
    "proposal: colour kinds of work": "colours",
}

# Addresses that are no screen of their own, by the reason.
POST_ONLY = {
    f"{app}:{name}"
    for app, names in {
        "accounts": "demo end-others end-session",
        "diary": "read-week tick withdraw-absence",
        "handbook": "give-back vote",
        "journal": """apply copy-topic decide-absence decide-unlock give-homework-quick remove-homework
            remove-homework-file remove-remark set-kind set-topic usual-kinds""",
        "notices": "read-all",
        "school": """account-offices account-second-factor account-switch class-remove course-resume course-stop
            employee-rehire group-members group-remove guardian-link guardianship-end guardianship-resume
            holiday-remove import-apply import-drop import-undo invitations-print invitations-revoke period-close
            period-open scheme-remove staff-codes-print staff-codes-revoke year-make-current""",
        "timetable": """add-entry cancel change-entry change-room cover drop-day-bells drop-substitute import-apply
            import-drop import-plan import-undo make-lessons move remove-bells remove-entry restore return
            set-class-bells set-day-bells substitute""",
    }.items()
    for name in names.split()
}
NO_SCREENS = {
    "answers only what is sent to it": POST_ONLY,
    "a piece of another page": {
        "journal:average", "journal:cell-history", "journal:homework-load", "school:course-line",
    },
    "a file": {
        "handbook:manual", "handbook:qr", "journal:homework-file", "mfa_download_recovery_codes",
        "school:import-export", "school:import-template",
    },
    "JSON for a script": {"journal:changes", "mfa_login_webauthn"},
    "sends on to another page": {
        "diary:absences-start", "diary:marks-start", "home:my-class-start", "journal:course",
    },
    "of the library, not used here": {"account_confirm_login_code"},
}  # fmt: skip

for _app in (support, consultations, training, readiness, regulation, notices, mail):
    for _reason, _doors in _app.NO_SCREENS.items():
        NO_SCREENS[_reason] = NO_SCREENS[_reason] | _doors

# Names in «…» that articles give as examples: typed by people, said by other programs, or put together from parts.
EXAMPLES = {
    words.strip()
    for words in """
        1 клетка не записана|20 уроков, всё заполнено|3 изменения ждут входа|3 изменения ждут сети
        без темы 3, без переклички 1 из 20|не заполнено: тема, задание|болезнь: подтверждено|болезнь: сообщили родители
        Журнал открыт … до 25.11 14:00|Закрыто для правки: II четверть|перевод из 7А в 7Б|приём в 7Б|24, корпус 2|24а
        „31.02.2013“ — не дата|Уроки по 30 минут|§ 14, № 132–135|ерм дар|gfhjkm|всем пятёрки|перенесена с 12 ноября
        не был по болезни|Верхние и нижние колонтитулы|Сохранить как PDF|сохранить страницу|Добавить на главный экран
    """.replace("\n", "|").split("|")
}


@pytest.fixture(scope="module")
def articles():
    return read_articles()


def names(patterns, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every named address as `{% url %}` takes it."""
    for pattern in patterns:
        if not isinstance(pattern, URLPattern):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from names(pattern.url_patterns, inner)
        elif pattern.name:
            yield f"{namespace}{pattern.name}", pattern


@cache
def addresses() -> dict[str, URLPattern]:
    found = dict(names(get_resolver().url_patterns))
    return {name: pattern for name, pattern in found.items() if re.split("[:_]", name)[0] in APPS}


def no_screens() -> set[str]:
    return set().union(*NO_SCREENS.values())


def test_there_are_sixty_articles_and_each_stands_alone(articles):
    assert len(articles) >= 60
    assert len({one.slug for one in articles}) == len(articles)
    assert len({one.title for one in articles}) == len(articles)
    assert len({one.position for one in articles}) == len(articles)


def test_sections_stand_in_their_order(articles):
    assert list(dict.fromkeys(one.section for one in articles)) == SECTIONS


def test_each_article_is_short_summed_up_and_reviewed(articles):
    def length(one):
        return len(re.findall(r"\w+", one.body))

    assert {one.slug: length(one) for one in articles if not 120 <= length(one) <= 250} == {}
    assert [one.slug for one in articles if not one.summary or not one.keywords] == []
    assert [one.slug for one in articles if one.reviewed_on is None or one.reviewed_on > date(2026, 12, 31)] == []


@pytest.mark.django_db
def test_each_article_fits_its_row(articles):
    for one in articles:
        made = Article(**{name: getattr(one, name) for name in rules.ArticleFile.__dataclass_fields__})
        made.full_clean(exclude=["roles", "pages"])


def test_roles_and_pages_exist(articles):
    assert {role for one in articles for role in one.roles} - ROLES.keys() == set()
    assert {page for one in articles for page in one.pages} - addresses().keys() == set()


def test_every_screen_has_an_article(articles):
    """A new screen fails here until an article names it, or NO_SCREENS says why it needs none."""
    told = {page for one in articles for page in one.pages}

    assert sorted(addresses().keys() - told - no_screens()) == []


def test_what_is_no_screen_exists_and_has_no_article(articles):
    told = {page for one in articles for page in one.pages}

    assert sorted(no_screens() - addresses().keys()) == []
    assert sorted(no_screens() & told) == []


def test_what_takes_only_posts_shows_no_page(cast, sign_in):
    samples = {"int": 1, "str": "class", "slug": "sign-in", "diary-date": date(2026, 11, 23)}
    client = sign_in(cast.admin)
    answers = {}
    for name in NO_SCREENS["answers only what is sent to it"]:
        parts = re.findall(r"<([\w-]+):(\w+)>", str(addresses()[name].pattern))
        address = reverse(name, kwargs={field: samples[kind] for kind, field in parts})
        answers[name] = client.get(address).status_code

    assert {name: status for name, status in answers.items() if status != 405} == {}


def test_every_clause_and_what_comes_most_is_answered(articles):
    by_slug = {one.slug: one for one in articles}

    assert set(CLAUSES) == {one.clause for one in articles if one.clause}
    assert {item: slug for item, slug in COMES_MOST.items() if slug not in by_slug} == {}
    assert {by_slug[slug].section for slug in COMES_MOST.values()} == {"Что делать, если"}


def test_links_lead_to_articles_their_reader_may_open(articles):
    by_slug = {one.slug: one for one in articles}
    for one in articles:
        for address in re.findall(r"\]\(([^)]+)\)", one.body):
            other = by_slug[address.removeprefix("/handbook/").rstrip("/")]
            assert not other.roles or (one.roles and set(one.roles) <= set(other.roles)), (one.slug, other.slug)


def test_no_article_is_or_becomes_raw_html(articles):
    assert [one.slug for one in articles if "<script" in html(one.body).lower()] == []
    assert "<script" not in html("<script>alert(1)</script>").lower()
    assert [one.slug for one in articles if re.search(r"&lt;[a-z/]", html(one.body))] == []


def test_names_in_quotes_stand_in_the_product(articles):
    """Buttons, menus and messages are called as they are now; forms of a word are one («в «Ленте»» is «Лента»)."""
    product = product_words()
    strange = {
        (one.slug, quoted)
        for one in articles
        for quoted in re.findall("«([^«»]+)»", one.body)
        if quoted not in EXAMPLES and " ".join(rules.stems(quoted)) not in product
    }

    assert strange == set()


def product_words() -> str:
    """Stems of all Russian text of templates, Python and scripts, in order."""
    files = [path for path in ARTICLES.parent.parent.rglob("*") if path.suffix in (".html", ".py", ".js")]
    texts = (shown(path.read_text(encoding="utf-8"), is_markup=path.suffix == ".html") for path in files)
    russian = [line for text in texts for line in text.splitlines() if re.search("[а-яА-Я]", line)]
    return f" {' '.join(rules.stems(' '.join(russian)))} "


def shown(text: str, *, is_markup: bool) -> str:
    """A template as it is read: tags give way to the words they carry."""
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^<>]*>", carried, text) if is_markup else text


def carried(tag: re.Match[str]) -> str:
    return " ".join(words for words in re.findall('"([^"]*)"', tag.group()) if re.search("[а-яА-Я]", words))


ASKED = [
    ("teacher", "забыл пароль", "lost-password"),
    ("parent", "потеряла листок с кодом", "lost-code"),
    ("parent", "не могу войти в дневник", "sign-in"),
    ("parent", "пороль не подходит", "lost-password"),  # a wrong letter
    ("parent", "gfhjkm", "lost-password"),  # «пароль» on a Latin layout
    ("parent", "ребенок заболел", "announce-absence"),
    ("parent", "второй ребенок не виден", "add-child"),
    ("parent", "не вижу оценок", "diary-marks"),
    ("parent", "сколько пятерок нужно до четверки", "diary-what-if"),
    ("parent", "почему стоит н если болел", "away-letters"),
    ("teacher", "выставить оценку", "put-mark"),
    ("teacher", "pfvtyf", "substitution"),  # «замена» on a Latin layout
    ("teacher", "закрыт период не могу исправить", "period-closed"),
    ("teacher", "средний бал не сходится", "average-differs"),  # a letter lost
    ("teacher", "вставить из экселя", "excel"),
    ("deputy", "учитель заболел кто заменит", "substitutions-day"),
    ("admin", "принять новенького", "admit"),
    ("admin", "расписание из аск", "import-asc"),
    ("class_teacher", "напечтать коды родителям", "print-codes"),  # a letter lost
]


@pytest.mark.django_db
def test_search_finds_what_people_ask(articles):
    renew(articles)

    missed = {}
    for role, words, slug in ASKED:
        found = [hit.url for hit in search(words, roles={role}, kinds=("article",))[:3]]
        if reverse("handbook:article", args=[slug]) not in found:
            missed[words] = found

    assert missed == {}


def manual_of(articles) -> str:
    rows = [Article(title=one.title, body=one.body, section=one.section, licence="Условия") for one in articles]
    return manual_source(rows, school="Школа № 15", on=date(2026, 11, 23), version="1")


def test_the_manual_names_every_article(articles):
    source = manual_of(articles)

    assert [one.slug for one in articles if f"\n== {typst(one.title)}\n" not in source] == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_the_printed_manual_holds_every_article(articles, tmp_path: Path):
    printed = tmp_path / "manual.pdf"
    printed.write_bytes(compiled(manual_of(articles)))

    told = subprocess.run(["pdftotext", str(printed), "-"], capture_output=True, check=True, text=True).stdout

    assert [one.slug for one in articles if tight(one.title) not in tight(told)] == []


def test_on_paper_a_paragraph_after_a_list_stands_at_the_margin():
    assert typst_body("1. Раз\n2. Два\n\nПотом\n").split("\n") == ["+ Раз", "+ Два", "", "Потом", ""]


def tight(text: str) -> str:
    """Without what the breaking of lines adds."""
    return re.sub(r"[\s\u00ad‐-]+", "", text)
