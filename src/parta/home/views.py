"""The desk of each role, «Мой класс», search."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from parta.accounts.http import Request
from parta.school.access import class_to_lead, led_classes

from . import access, pages
from .search import search


def desk(request: Request) -> HttpResponse:
    page = pages.desk(request.user, now=timezone.localtime())
    return render(request, "home/desk.html", {"desk": page})


def my_class_start(request: Request) -> HttpResponse:
    classes = led_classes(request.user)
    if not classes:
        raise Http404
    return redirect("home:my-class", classes[0].pk)


def my_class(request: Request, pk: int) -> HttpResponse:
    school_class = class_to_lead(request.user, pk)
    page = pages.class_page(school_class, timezone.localdate())
    return render(request, "home/my_class.html", {"page": page, "classes": led_classes(request.user)})


def find(request: Request) -> HttpResponse:
    access.search_door(request.user)
    words = request.GET.get("q", "").replace("\0", "")  # PostgreSQL asks for no such sign
    template = "home/search.html#found" if request.htmx else "home/search.html"
    return render(request, template, {"words": words, "groups": search(request.user, words)})
