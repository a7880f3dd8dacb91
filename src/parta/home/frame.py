"""The frame around every page: menu by role, the school year and period, unread notices."""

from dataclasses import dataclass

from parta.accounts.http import Request
from parta.notices.queries import unread_count
from parta.school.access import Cast, cast_of
from parta.school.queries import current_period_words
from parta.ui.templatetags.ui import address

from .help import Tab, tabs


@dataclass(frozen=True, slots=True)
class MenuItem:
    label: str
    icon: str
    url: str
    is_here: bool
    count: int = 0
    short: str = ""  # for the bar of a phone, where the label is too long


@dataclass(frozen=True, slots=True)
class Frame:
    menu: list[MenuItem]
    when: str
    unread: int
    may_search: bool
    is_staff: bool


def frame(request: Request) -> dict[str, object]:
    """Context processor. Lazy: pages without the frame, and fragments, pay nothing."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"frame": LazyFrame(request)}


class LazyFrame:
    """Builds the frame when a template first asks for it."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.built: Frame | None = None

    @property
    def help(self) -> list[Tab]:
        """The tabs of «Помощь»; asked for by pages of the help service only.

        A page that stands under one tab or another by who looks says which: `request.help_tab` is a URL name.
        """
        match = self.request.resolver_match
        screen = getattr(self.request, "help_tab", "") or (match.view_name if match else "")
        return tabs(self.request.user, screen=screen)

    def __getattr__(self, name: str) -> object:
        if self.built is None:
            self.built = build(self.request)
        return getattr(self.built, name)


SHORT = {"Рабочий стол": "Стол"}
HELP = {"support", "consultations", "training", "readiness", "regulation", "handbook"}
# Screens whose address does not begin with their menu line's: a pupil's diary holds both marks and absences.
SCREENS = {
    "diary:marks-start": {"diary:marks", "diary:marks-year", "diary:calculation"},
    "diary:absences-start": {"diary:absences", "diary:remarks"},
}


def build(request: Request) -> Frame:
    cast = cast_of(request.user)
    screen = request.resolver_match.view_name if request.resolver_match else ""
    return Frame(
        menu=menu(cast, here=request.path, screen=screen),
        when=current_period_words(),
        unread=unread_count(request.user),
        may_search=cast.is_staff,
        is_staff=cast.is_staff or cast.is_introducer,
    )


def menu(cast: Cast, *, here: str, screen: str) -> list[MenuItem]:
    """`here` is the address and `screen` the name of the page; one line at most is lit."""
    owner = next((name for name, screens in SCREENS.items() if screen in screens), None)
    items = []
    for label, icon, name, allowed in lines(cast):
        if allowed:
            url = address(name)
            is_under = here == url if url == "/" else here.startswith(url)
            is_under = is_under or (name == "support:home" and screen.split(":")[0] in HELP)
            is_here = name == owner if owner else is_under
            items.append(MenuItem(label, icon, url, is_here, short=SHORT.get(label, "")))
    return items


def lines(cast: Cast) -> list[tuple[str, str, str, bool]]:
    """Label, icon, URL name, who sees it. At most nine for anybody: who works here has the diary's parts in it."""
    family = cast.pupil_id is not None or cast.guardian_id is not None
    only_family = family and not cast.is_staff
    return [
        ("Рабочий стол" if cast.is_staff else "Сегодня", "desk", "home:desk", True),
        ("Журнал", "journal", "journal:list", cast.teaches or cast.leads_class or cast.runs_school),
        ("Дневник", "book", "diary:start", family),
        ("Отметки", "chart", "diary:marks-start", only_family),
        ("Расписание", "clock", "timetable:start", True),
        ("Пропуски", "away", "diary:absences-start", only_family),
        ("Мой класс", "people", "home:my-class-start", cast.leads_class),
        ("Школа", "school", "school:overview", cast.runs_school),
        ("Помощь", "help", "support:home", True),
        ("История", "history", "audit:list", cast.is_admin or cast.is_deputy),
    ]
