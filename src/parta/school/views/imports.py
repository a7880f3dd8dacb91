"""Screens of imports: the list, the file, its columns, the check, the result, undoing; the template and the export."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from parta.accounts.http import Request
from parta.lib.answers import PRINTERS, XLSX, file_answer, table_answer
from parta.lib.sheets import Book, Sheet, SheetError, read_book

from .. import access, exchange
from ..exchange import Mapping, Reading
from ..forms.imports import ColumnsForm, PlaceForm, UploadForm
from ..models import ImportDraft
from ..queries import current_year
from ..queries.exports import lines_of
from ..queries.imports import last_batches, own_drafts, past_imports
from ..services import imports
from .import_screens import KINDS, check_screen, kind_screen, past_import

NO_YEAR = "Сначала создайте учебный год: классы и нагрузка бывают только в нём."


@require_safe
def index(request: Request) -> HttpResponse:
    access.manage_door(request.user)
    last = last_batches(KINDS)
    past = [past_import(batch, last) for batch in past_imports(KINDS)]
    context = {
        "kinds": [kind_screen(kind) for kind in KINDS], "past": past, "drafts": own_drafts(request.user, KINDS),
        "has_year": current_year() is not None,
    }  # fmt: skip
    return render(request, "school/imports/list.html", context)


def upload(request: Request, kind: str) -> HttpResponse:
    """Take a file, guess its sheet and columns, and keep it as a draft."""
    access.import_door(request.user, kind)
    if current_year() is None and kind != "employees":
        messages.error(request, NO_YEAR)
        return redirect("school:imports")
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name, content, book = form.cleaned_data["file"]
        sheet, mapping = guess(kind, book)
        draft = imports.start(
            kind, file_name=name, content=content, sheet=sheet, header=mapping.header, columns=mapping.columns,
            by=request.user,
        )  # fmt: skip
        return redirect("school:import-columns", draft.pk)
    context = {"form": form, "kind": kind_screen(kind), "fields": exchange.in_template(kind)}
    return render(request, "school/imports/upload.html", context, status=422 if form.errors else 200)


def guess(kind: str, book: Book) -> tuple[int, Mapping]:
    """The sheet of the book where most columns are recognised."""
    guesses = [exchange.guess(kind, sheet) for sheet in book.sheets]
    best = max(range(len(guesses)), key=lambda number: sum(map(bool, guesses[number].columns)))
    return best, guesses[best]


@require_safe
def template(request: Request, kind: str) -> HttpResponse:
    access.import_door(request.user, kind)
    return file_answer(exchange.template(kind), XLSX, f"Шаблон. {exchange.KIND_TITLES[kind]}.xlsx")


@require_safe
def export(request: Request, kind: str, suffix: str) -> HttpResponse:
    """The same columns as the template's, filled; history keeps who took the data."""
    access.import_door(request.user, kind)
    access.require(suffix in PRINTERS)
    year = current_year()
    if year is None:
        messages.error(request, NO_YEAR)
        return redirect("school:imports")
    lines = lines_of(kind, year)
    imports.note_export(exchange.KIND_TITLES[kind], by=request.user, rows=len(lines))
    return table_answer(exchange.table_of(kind, lines), suffix, name=exchange.KIND_TITLES[kind])


def columns(request: Request, pk: int) -> HttpResponse:
    """What each column is. With `?sheet=…&header=…` the place is another and the columns are guessed anew."""
    draft = access.import_draft(request.user, pk)
    book = read_book(bytes(draft.content), name=draft.file_name)
    sheet, mapping = place(request, draft, book)
    year = current_year()
    starts_on = draft.starts_on or (imports.first_day(year) if year else None)
    form = ColumnsForm(
        request.POST or None, book=book, sheet=sheet, mapping=mapping, year=year, initial={"starts_on": starts_on}
    )
    if request.method == "POST" and form.is_valid():
        imports.choose_columns(
            draft,
            sheet=sheet,
            header=mapping.header,
            columns=form.chosen(),
            starts_on=form.cleaned_data.get("starts_on"),
        )
        return redirect("school:import-check", draft.pk)
    where = {"sheet": sheet, "of": sheet, "header": mapping.header}
    place_form = PlaceForm(initial=where, book=book, sheet=sheet)
    context = {"form": form, "draft": draft, "place_form": place_form, "place": urlencode(where)}
    return render(request, "school/imports/columns.html", context, status=422 if form.errors else 200)


def place(request: Request, draft: ImportDraft, book: Book) -> tuple[int, Mapping]:
    """Where the address says the table is, else where the draft has it; `of` is the sheet whose row was chosen."""
    sheet = whole_number(request.GET.get("sheet"), draft.sheet)
    sheet = sheet if 0 <= sheet < len(book.sheets) else 0
    rows = book.sheets[sheet].rows
    if "sheet" in request.GET and request.GET.get("of") != str(sheet):
        return sheet, exchange.guess(draft.kind, book.sheets[sheet])
    header = whole_number(request.GET.get("header"), draft.header)
    header = header if -1 <= header < len(rows) else -1
    if (sheet, header) == (draft.sheet, draft.header):
        return sheet, Mapping(draft.kind, header, draft.columns)
    headings = rows[header] if header >= 0 else []
    return sheet, Mapping(draft.kind, header, exchange.guess_columns(draft.kind, headings))


def whole_number(text: str | None, default: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return default


def check(request: Request, pk: int) -> HttpResponse:
    """The dry run. A POST answers its questions."""
    draft = access.import_draft(request.user, pk)
    if request.method == "POST":
        imports.answer(draft, answers_in(request.POST))
        return redirect("school:import-check", draft.pk)
    if exchange.missing(draft.kind, draft.columns):
        return redirect("school:import-columns", draft.pk)
    try:
        sheet, mapping, reading = read_draft(draft)
    except SheetError as error:
        messages.error(request, str(error))
        return redirect("school:import-columns", draft.pk)
    plan = imports.check(
        draft.kind, reading.lines, year=current_year(), answers=draft.choices, starts_on=draft.starts_on
    )
    screen = check_screen(plan, reading, title_of=lambda field: mapping.title_of(field, sheet))
    return render(request, "school/imports/check.html", {"draft": draft, "screen": screen})


def answers_in(given: QueryDict) -> dict[str, str]:
    return {name.removeprefix("answer-"): str(value) for name, value in given.items() if name.startswith("answer-")}


def read_draft(draft: ImportDraft) -> tuple[Sheet, Mapping, Reading]:
    """Raises SheetError when the sheet has more lines than a school."""
    sheet = read_book(bytes(draft.content), name=draft.file_name).sheets[draft.sheet]
    mapping = Mapping(draft.kind, draft.header, draft.columns)
    return sheet, mapping, exchange.read_lines(sheet, mapping, today=timezone.localdate())


@require_POST
def apply(request: Request, pk: int) -> HttpResponse:
    draft = access.import_draft(request.user, pk)
    _, _, reading = read_draft(draft)
    seen = "" if reading.errors else request.POST.get("seen", "")
    try:
        batch = imports.apply(draft, reading.lines, year=current_year(), seen=seen, by=request.user)
    except imports.ImportRefused:
        messages.error(request, "Ничего не записано: после проверки школа или файл изменились. Посмотрите ещё раз.")
        return redirect("school:import-check", draft.pk)
    return redirect("school:import-result", batch.pk)


@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    """Forget a file that is not to be imported after all."""
    imports.drop(access.import_draft(request.user, pk))
    return redirect("school:imports")


@require_safe
def result(request: Request, pk: int) -> HttpResponse:
    batch = access.import_batch(request.user, pk)
    context = {"past": past_import(batch, last_batches(KINDS))}
    return render(request, "school/imports/result.html", context)


@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    batch = access.import_batch(request.user, pk)
    try:
        imports.undo(batch, by=request.user)
    except imports.UndoRefused as refused:
        context = {"past": past_import(batch, last_batches(KINDS)), "reasons": refused.reasons}
        return render(request, "school/imports/result.html", context, status=422)
    messages.success(request, f"Загрузка отменена: {batch.file_name}. Всё стало как было.")
    return redirect("school:imports")
