"""Reading: the shelf, an article, search, the manual and its QR sheet."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from parta.accounts.http import Request
from parta.school.access import roles_of
from parta.school.queries import the_school

from .. import access, pages
from ..queries import articles as queries
from ..queries.search import search
from ..services import articles as services
from ..services import manual


def shelf(request: Request) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    context = {
        "words": words,
        "hits": search(words, roles=roles_of(request.user), kinds=("article",), most=12) if words else [],
        "sections": [] if words else queries.sections(request.user),
        "may_edit": access.may_edit(request.user),
    }
    return render(request, "handbook/shelf.html#found" if request.htmx else "handbook/shelf.html", context)


def article(request: Request, slug: str) -> HttpResponse:
    found = access.article_to_read(request.user, slug)
    may_edit = access.may_edit(request.user)
    return render(
        request,
        "handbook/article.html",
        {
            "article": found,
            "html": pages.html(found.body),
            "may_edit": may_edit,
            "votes": queries.votes_of(found) if may_edit else None,
        },
    )


@require_POST
def vote(request: Request, slug: str) -> HttpResponse:
    found = access.article_to_read(request.user, slug)
    services.vote(
        found, user=request.user, helped=request.POST.get("helped") == "yes", page=request.POST.get("page", "")
    )
    if request.htmx:
        return render(request, "handbook/article.html#thanks")
    return redirect("handbook:article", slug)


def manual_pdf(request: Request) -> HttpResponse:
    content = manual.manual_pdf(school=the_school().short_name, on=timezone.localdate())
    return pdf(content, "manual.pdf")


def qr_pdf(request: Request) -> HttpResponse:
    access.editor_door(request.user)
    addresses = [
        ("Справочник", settings.URL + reverse("handbook:shelf")),
        ("Руководство (PDF)", settings.URL + reverse("handbook:manual")),
    ]
    return pdf(manual.qr_pdf(addresses, school=the_school().short_name), "qr.pdf")


def pdf(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
