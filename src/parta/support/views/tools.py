"""What the views of requests share."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect

from parta.accounts.http import Request
from parta.lib import answers
from parta.lib.sheets import Table, write_csv, write_xlsx

from ..models import Ticket, TicketFile

DOOR_POLICY = "default-src 'none'; sandbox"  # a file opened in a tab may do nothing there


def act(
    request: Request, ticket: Ticket, change: Callable[[], object], done: str = "", *, to: str = ""
) -> HttpResponse:
    """A button of the ticket's page: do the change, say so or why not, and go back to the conversation."""
    try:
        change()
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return back(ticket)
    if done:
        messages.success(request, done)
    return redirect(to) if to else back(ticket)


def back(ticket: Ticket) -> HttpResponse:
    return redirect("support:ticket", ticket.pk)


def status(form: BaseForm) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK


def first_error(form: BaseForm) -> str:
    """What is wrong with a form that has no place of its own on the page."""
    return next((str(error) for errors in form.errors.values() for error in errors), "")


def file_answer(row: TicketFile) -> FileResponse:
    """A file through the door: a download, never a page of ours."""
    response = FileResponse(row.file.open("rb"), as_attachment=True, filename=row.name, content_type=row.content_type)
    response.headers["Content-Security-Policy"] = DOOR_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def table_answer(tables: list[Table], name: str, suffix: str) -> HttpResponse:
    """CSV has one table: the tables follow one another, each with its heads. Raises Http404 for another suffix."""
    if suffix not in answers.PRINTERS:
        raise Http404
    if suffix == "xlsx":
        return answers.file_answer(write_xlsx(*tables), answers.XLSX, f"{name}.xlsx")
    return answers.file_answer(b"\r\n".join(write_csv(table) for table in tables), answers.CSV, f"{name}.csv")
