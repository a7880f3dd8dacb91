"""Articles for a page and for the shelf."""

from dataclasses import dataclass, field

from django.db.models import Count, Q

from parta.accounts.models import User

from ..access import articles_of
from ..models import Article, ArticleVote

OF_PAGE = 6  # articles suggested beside a page


@dataclass
class Section:
    name: str
    articles: list[Article] = field(default_factory=list)


def for_page(user: User, page: str) -> list[Article]:
    """The articles that belong to the page (a URL name), those written for fewer readers first. One query."""
    fit = [article for article in articles_of(user) if page in article.pages and article.is_published]
    return sorted(fit, key=lambda article: (len(article.roles) or 99, article.position))[:OF_PAGE]


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
