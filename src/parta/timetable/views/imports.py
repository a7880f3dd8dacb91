"""Import of a timetable, step by step: the file, its sheets, who is who, the check, the import, the way back."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from parta.accounts.http import Request
from parta.school.models import SchoolYear
from parta.school.queries import current_year

from .. import access, exchange
from ..forms.imports import PlanForm, UploadForm, match_form, sheet_forms
from ..lines import Reading, from_json
from ..models import TimetableDraft
from ..pages.imports.matching import SECTIONS, match_page
from ..pages.imports.preview import Show, preview
from ..pages.imports.start import done_page, start_page
from ..queries.imports import choices as choosing
from ..queries.imports.choices import Choices
from ..queries.imports.memory import remembered_choices
from ..queries.imports.planning import Plan, plan_of
from ..services import imports as services
from .bells import read_or_post


@dataclass(slots=True)
class Work:
    """A draft with everything read out of it."""

    draft: TimetableDraft
    reading: Reading
    choices: Choices
    year: SchoolYear

    @property
    def plan(self) -> Plan:
        return plan_of(self.reading, self.choices, self.year)


def work_of(request: Request, pk: int) -> Work:
    draft, year = access.draft_to_finish(request.user, pk), current_year()
    if year is None:
        raise Http404
    return Work(draft, from_json(draft.reading), choosing.from_json(draft.choices), year)


def posted(request: Request) -> QueryDict | None:
    """What a form is bound to: an empty POST is an empty answer, not a form that was never sent."""
    return request.POST if request.method == "POST" else None


@read_or_post
def start(request: Request) -> HttpResponse:
    """Choose a file, go on with a draft, see the last import."""
    access.change_door(request.user)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        draft = upload(request, form)
        if draft:
            return redirect(
                "timetable:import-layout" if draft.reading["sheets"] else "timetable:import-match", draft.pk
            )
    context = {"form": form, "page": start_page(request.user), "may_change": True}
    return render(request, "timetable/imports/start.html", context, status=422 if form.errors else 200)


def upload(request: Request, form: UploadForm) -> TimetableDraft | None:
    """Read the file into a draft; None with the form's error when it can't be read."""
    if current_year() is None:
        form.add_error(None, "Сначала откройте учебный год.")
        return None
    file, choices = form.cleaned_data["file"], remembered_choices()
    content = file.read()
    try:
        reading = exchange.read(content, name=file.name, labels=choices.labels)
    except exchange.SheetError as fault:
        form.add_error("file", str(fault))
        return None
    return services.start_draft(file_name=file.name, content=content, reading=reading, choices=choices, by=request.user)


@read_or_post
def layout(request: Request, pk: int) -> HttpResponse:
    """How each sheet was understood, and where to look when the guess is wrong."""
    work = work_of(request, pk)
    if not work.reading.sheets:
        raise Http404
    content, name = bytes(work.draft.content), work.draft.file_name
    forms = sheet_forms(work.reading.sheets, posted(request))
    if request.method == "POST" and all(form.is_valid() for form in forms):
        pairs = zip(work.reading.sheets, forms, strict=True)
        pointings = {sheet.name: form.pointing() for sheet, form in pairs}
        reading = exchange.read(content, name=name, pointings=pointings, labels=work.choices.labels)
        services.save_reading(work.draft, reading)
        if "next" in request.POST and any(sheet.lessons for sheet in reading.sheets):
            return redirect("timetable:import-match", pk)
        if "next" in request.POST:
            messages.error(request, "Ни одного урока не узнано: покажите, как устроен лист, или загрузите другой файл.")
        return redirect("timetable:import-layout", pk)
    samples = exchange.samples(content, name=name)
    context = {
        "draft": work.draft, "reading": work.reading, "step": "layout",
        "sheets": list(zip(work.reading.sheets, forms, samples, strict=True)),
    }  # fmt: skip
    wrong = any(form.errors for form in forms)
    return render(request, "timetable/imports/layout.html", context, status=422 if wrong else 200)


@read_or_post
def match(request: Request, pk: int, section: str = "classes") -> HttpResponse:
    """Who is who: names of the file and rows of the school, a tab a kind."""
    work = work_of(request, pk)
    if section not in SECTIONS:
        raise Http404
    wanted = request.GET.get("part", "")
    part = int(wanted) if wanted.isdecimal() else 1
    page = match_page(work.reading, work.choices, work.year, section=section, part=part)
    form = match_form(section, page.rows, posted(request))
    if request.method == "POST" and form.is_valid():
        form.save_to(work.choices)
        services.save_choices(work.draft, work.choices)
        where = page.following if "next" in request.POST else (section, page.part)
        if where is None:
            return redirect("timetable:import", pk)
        return redirect(f"{reverse('timetable:import-match', args=[pk, where[0]])}?part={where[1]}")
    context = {"draft": work.draft, "reading": work.reading, "step": "match", "page": page, "form": form}
    return render(request, "timetable/imports/match.html", context, status=422 if form.errors else 200)


@require_safe
def check(request: Request, pk: int) -> HttpResponse:
    """What the import would do."""
    work = work_of(request, pk)
    return show(request, work, work.plan)


def show(
    request: Request, work: Work, plan: Plan, *, form: PlanForm | None = None, refused: list[str] | None = None
) -> HttpResponse:
    wanted = request.GET.get("show", "")
    tab = Show(wanted) if wanted in list(Show) else Show.CHANGES
    context = {
        "draft": work.draft,
        "reading": work.reading,
        "step": "check",
        "page": preview(plan, work.reading, show=tab, class_name=request.GET.get("class", "")),
        "form": form or PlanForm(plan=plan, has_bells=bool(work.reading.bells)),
        "refused": refused,
    }
    status = 422 if refused or (form and form.errors) else 200
    return render(request, "timetable/imports/check.html", context, status=status)


@require_POST
def plan(request: Request, pk: int) -> HttpResponse:
    """The days and the bells chosen; the difference is told anew."""
    return replan(request, work_of(request, pk)) or redirect("timetable:import", pk)


def replan(request: Request, work: Work) -> HttpResponse | None:
    """Keep the days and the bells as sent; the answer when they are wrong or differ from those shown, else None."""
    planned = work.plan
    form = PlanForm(request.POST, plan=planned, has_bells=bool(work.reading.bells))
    if not form.is_valid():
        return show(request, work, planned, form=form)
    if not form.has_changed():
        return None
    form.save_to(work.choices)
    services.save_choices(work.draft, work.choices)
    messages.info(request, "Пересчитано. Вот что изменится теперь; если всё верно, загружайте.")
    return redirect("timetable:import", work.draft.pk)


@require_POST
def apply(request: Request, pk: int) -> HttpResponse:
    """Load what was shown. Days changed on the page and not told anew yet are told first, never left out."""
    work = work_of(request, pk)
    if "from_on" in request.POST and (answer := replan(request, work)):
        return answer
    try:
        batch = services.apply_draft(work.draft, fingerprint=request.POST.get("fingerprint", ""), by=request.user)
    except services.Stale:
        messages.warning(request, "Пока вы смотрели, данные школы изменились. Проверьте ещё раз.")
        return redirect("timetable:import", pk)
    except ValidationError as error:
        return show(request, work, work.plan, refused=error.messages)
    messages.success(request, "Расписание загружено.")
    return redirect("timetable:import-done", batch.pk)


@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    services.drop_draft(access.draft_to_finish(request.user, pk))
    messages.success(request, "Файл убран, расписание не изменилось.")
    return redirect("timetable:imports")


@require_safe
def done(request: Request, pk: int) -> HttpResponse:
    """What an import has done."""
    context = {"page": done_page(access.import_to_see(request.user, pk)), "may_change": True}
    return render(request, "timetable/imports/done.html", context)


@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    batch = access.import_to_see(request.user, pk)
    try:
        stay = services.undo_import(batch, by=request.user)
    except ValidationError as error:
        context = {"page": done_page(batch), "may_change": True, "refused": error.messages}
        return render(request, "timetable/imports/done.html", context, status=422)
    messages.success(request, "Импорт отменён: расписание стало прежним.")
    if stay:
        messages.warning(request, f"Остались, потому что уже используются: {', '.join(stay)}.")
    return redirect("timetable:imports")
