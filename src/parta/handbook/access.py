"""Who reads which article, and who edits the handbook."""

from django.db.models import QuerySet
from django.http import Http404

from parta.accounts.models import User
from parta.school.access import cast_of, require, roles_of

from .models import Article


def may_edit(user: User) -> bool:
    cast = cast_of(user)
    return cast.is_admin or cast.is_introducer or cast.is_deputy


def editor_door(user: User) -> None:
    require(may_edit(user))


def articles_of(user: User) -> list[Article]:
    """Published articles for the roles of the user, in order; editors find all. Roles are few, so Python sifts."""
    rows: QuerySet[Article] = Article.objects.all()
    if may_edit(user):
        return list(rows)
    roles = roles_of(user)
    return [row for row in rows.filter(is_published=True) if not row.roles or roles & set(row.roles)]


def article_to_read(user: User, slug: str) -> Article:
    for article in articles_of(user):
        if article.slug == slug:
            return article
    raise Http404


def article_to_edit(user: User, slug: str) -> Article:
    editor_door(user)
    return article_to_read(user, slug)
