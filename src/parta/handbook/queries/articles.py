"""Articles for a page and for the shelf."""

from dataclasses import dataclass, field

from django.db.models import Count, Q

from parta.accounts.models import User
from parta.lib.sql import json
from parta.lib.sql import rows as rows_of
from parta.school.access import roles_of

from ..access import articles_of, may_edit
from ..models import Article, ArticleVote

OF_PAGE = 6  # articles suggested beside a page


@dataclass
class Section:
    name: str
    articles: list[Article] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Near:
    """An article as the help beside a page names it."""

    slug: str
    title: str
    summary: str


FOR_PAGE = """
SELECT slug, title, summary, roles FROM handbook_article
WHERE is_published AND CAST(pages AS text) LIKE %s ORDER BY position"""


def for_page(user: User, page: str) -> list[Near]:
    """The articles that belong to the page (a URL name), those written for fewer readers first. One query.

    Plain SQL without their texts: the help beside a page must open at once.
    """
    if not page:
        return []
    roles, is_editor = roles_of(user), may_edit(user)
    rows = [(*row[:3], json(row[3])) for row in rows_of(FOR_PAGE, [f'%"{page}"%'])]
    fit = [row for row in rows if is_editor or not row[3] or roles & set(row[3])]
    return [Near(*row[:3]) for row in sorted(fit, key=lambda row: len(row[3]) or 99)][:OF_PAGE]


def sections(user: User) -> list[Section]:
    """The shelf: sections in the order of their first articles."""
    found: dict[str, Section] = {}
    for article in sorted(articles_of(user), key=lambda one: one.position):
        found.setdefault(article.section, Section(article.section)).articles.append(article)
    return list(found.values())


def votes_of(article: Article) -> tuple[int, int]:
    """How many readers it helped, and how many not."""
    counted = ArticleVote.objects.filter(article=article).aggregate(
        yes=Count("pk", filter=Q(helped=True)), no=Count("pk", filter=Q(helped=False))
    )
    return counted["yes"], counted["no"]
