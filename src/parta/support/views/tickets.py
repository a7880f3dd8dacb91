"""A request: its conversation."""

from django.http import HttpResponse
from django.shortcuts import render

from parta.accounts.http import Request

from .. import access


def ticket(request: Request, pk: int) -> HttpResponse:
    found, as_helper = access.ticket_to_read(request.user, pk)
    return render(request, "support/ticket.html", {"ticket": found, "as_helper": as_helper})
