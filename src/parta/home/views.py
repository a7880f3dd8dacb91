"""The desk of each role, search."""

from django.http import HttpResponse
from django.shortcuts import render

from parta.accounts.http import Request

from . import access
from .search import search


def find(request: Request) -> HttpResponse:
    access.search_door(request.user)
    words = request.GET.get("q", "")
    template = "home/search.html#found" if request.htmx else "home/search.html"
    return render(request, template, {"words": words, "groups": search(request.user, words)})
