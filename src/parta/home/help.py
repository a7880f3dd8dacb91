"""The tabs of «Помощь»: one row for the whole help service, made of several apps."""

from dataclasses import dataclass

from parta.accounts.models import User
from parta.readiness.access import is_staff
from parta.support.access import helps, may_read_register
from parta.ui.templatetags.ui import address


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    is_here: bool


# Screens of an app that stand under another tab than the app's own.
QUEUE = {
    "support:queue", "support:prepared", "support:prepared-new", "support:prepared-edit", "support:outcome",
    "consultations:day", "consultations:walk-in",
}  # fmt: skip
REGISTER = {
    "support:register", "support:enter", "support:cover", "support:close-register", "support:figures",
    "support:settings", "support:mail", "support:letter",
}  # fmt: skip
SEMINARS = {
    "consultations:seminars", "consultations:seminar", "consultations:new-seminar", "consultations:edit-seminar",
    "consultations:attendance",
}  # fmt: skip
HELPERS = {"regulation:helpers", "regulation:duties", "regulation:duty-new", "regulation:duty", "regulation:delegation"}


def tabs(user: User, *, screen: str) -> list[Tab]:
    """The tabs this user has; `screen` is the URL name of the page. One query."""
    here = owner_of(screen)
    return [Tab(label, address(name), is_here=name == here) for label, name, allowed in lines(user) if allowed]


def lines(user: User) -> list[tuple[str, str, bool]]:
    """Label, URL name, who sees it."""
    staff = is_staff(user)
    return [
        ("Мои вопросы", "support:home", True),
        ("Очередь", "support:queue", helps(user)),
        ("Обращения", "support:register", may_read_register(user)),
        ("Консультации", "consultations:week", True),
        ("Семинары", "consultations:seminars", True),
        ("Обучение", "training:home", True),
        ("Справочник", "handbook:shelf", True),
        ("Кто поможет", "regulation:helpers", True),
        ("Готовность", "readiness:start", staff),
        ("Регламент", "regulation:document", True),
    ]


def owner_of(screen: str) -> str:
    """The tab a screen stands under."""
    for name, screens in (
        ("support:queue", QUEUE), ("support:register", REGISTER), ("consultations:seminars", SEMINARS),
        ("regulation:helpers", HELPERS),
    ):  # fmt: skip
        if screen in screens:
            return name
    return {
        "support": "support:home", "consultations": "consultations:week", "training": "training:home",
        "handbook": "handbook:shelf", "regulation": "regulation:document", "readiness": "readiness:start",
    }.get(screen.split(":")[0], "")  # fmt: skip
