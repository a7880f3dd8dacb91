"""Changes of articles: renewed from the files that come with Parta, or edited by the school."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from parta.accounts.models import User
from parta.audit.services import record

from ..models import Article, ArticleVersion, ArticleVote
from ..rules import ArticleFile
from .index import Indexed, forget, index

FIELDS = ("title", "summary", "body", "keywords", "roles", "pages", "clause", "section", "position", "reviewed_on")


@transaction.atomic
def renew(files: Iterable[ArticleFile]) -> int:
    """Make the articles agree with the files; what the school edited stays. Return how many changed."""
    known = {article.slug: article for article in Article.objects.all()}
    changed = []
    for one in files:
        article = known.get(one.slug) or Article(slug=one.slug, version=0)
        if article.is_own or all(getattr(article, name) == getattr(one, name) for name in FIELDS):
            continue
        for name in FIELDS:
            setattr(article, name, getattr(one, name))
        keep_version(article, by=None)
        changed.append(article)
    index(indexed(article) for article in changed if article.is_published)
    return len(changed)


def keep_version(article: Article, *, by: User | None) -> None:
    """Save the article as its next version."""
    article.version += 1
    article.changed_at = timezone.now()
    article.full_clean()
    article.save()
    ArticleVersion.objects.create(
        article=article, version=article.version, title=article.title, body=article.body, by=by
    )


def indexed(article: Article) -> Indexed:
    return Indexed(
        kind="article", target_id=article.pk, title=article.title, text=f"{article.summary}\n{article.body}",
        url=reverse("handbook:article", args=[article.slug]), summary=article.summary, keywords=article.keywords,
        roles=article.roles,
    )  # fmt: skip


@transaction.atomic
def save_article(article: Article, *, by: User, **fields: Any) -> Article:
    """Write the school's own text: a new article, or a version over what came with Parta."""
    before = None if article.pk is None else {"название": article.title, "версия": article.version}
    if article.pk is None:
        article.version = 0
    for name, value in fields.items():
        setattr(article, name, value)
    article.is_own = True
    keep_version(article, by=by)
    if article.is_published:
        index([indexed(article)])
    else:
        forget("article", [article.pk])
    record(
        "handbook.save_article", by=by, target=("article", article.pk), label=article.title, before=before,
        after={"название": article.title, "версия": article.version, "опубликована": article.is_published},
    )  # fmt: skip
    return article


@transaction.atomic
def give_back(article: Article, files: Iterable[ArticleFile], *, by: User) -> None:
    """Drop the school's version for the one that comes with Parta; raises ValidationError when there is none."""
    coming = [one for one in files if one.slug == article.slug]
    if not coming:
        raise ValidationError("Эту статью написала школа: возвращать нечего. Её можно снять с публикации.")
    article.is_own = False
    article.is_published = True
    article.save(update_fields=["is_own", "is_published"])
    record("handbook.give_back_article", by=by, target=("article", article.pk), label=article.title)
    renew(coming)


def vote(article: Article, *, user: User, helped: bool, page: str = "") -> None:
    """«Помогло?»: the reader's last answer counts."""
    ArticleVote.objects.update_or_create(
        article=article, user=user, defaults={"helped": helped, "page": page[:80], "at": timezone.now()}
    )
