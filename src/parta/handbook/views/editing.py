"""Editing: the school's own articles, and its versions of ours."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from parta.accounts.http import Request

from .. import access
from ..exchange import read_articles
from ..forms import ArticleForm, NewArticleForm
from ..models import Article
from ..services import articles as services

DRAFT = "article_draft"  # fields of an article begun on another page


def new(request: Request) -> HttpResponse:
    """A blank article, or one begun elsewhere: what is to stand in it lies in the session under DRAFT."""
    access.editor_door(request.user)
    return edited(request, Article(**request.session.pop(DRAFT, {})), NewArticleForm)


def edit(request: Request, slug: str) -> HttpResponse:
    return edited(request, access.article_to_edit(request.user, slug), ArticleForm)


def edited(request: Request, article: Article, form_class: type[ArticleForm]) -> HttpResponse:
    form = form_class(request.POST or None, instance=article)
    if request.method == "POST" and form.is_valid():
        saved = services.save_article(form.instance, by=request.user, **form.cleaned_data, owner=request.user)
        messages.success(request, f"Сохранено: «{saved.title}», версия {saved.version}.")
        return redirect("handbook:article", saved.slug)
    status = 422 if request.method == "POST" else 200
    return render(request, "handbook/edit.html", {"form": form, "article": article}, status=status)


@require_POST
def give_back(request: Request, slug: str) -> HttpResponse:
    article = access.article_to_edit(request.user, slug)
    try:
        services.give_back(article, read_articles(), by=request.user)
        messages.success(request, "Возвращён текст из поставки Парты.")
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("handbook:article", slug)


def versions(request: Request, slug: str) -> HttpResponse:
    article = access.article_to_edit(request.user, slug)
    return render(
        request, "handbook/versions.html", {"article": article, "versions": article.versions.select_related("by")}
    )
