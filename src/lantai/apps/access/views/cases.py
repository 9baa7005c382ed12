"""The fault desk: one fault with all that is done with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantai.core.faults.kinds import FaultClass
from lantai.core.faults.severity import Scope
from lantai.people.gate import needs

from .. import actions
from ..forms import CaseForm, LetterForm, MoveForm, OpenForm, WordsForm
from ..letters import LANGUAGES
from ..models import Fault, Report, State
from ..queries import faults as queries


@require_http_methods(["GET", "HEAD", "POST"])
@needs("access.change_fault")
def new(request: HttpRequest) -> HttpResponse:
    """Open a fault that staff saw."""
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = actions.open_by_staff(
            by=request.user, title=given["title"], label=FaultClass(given["label"]), platform=given["platform"],
            database=given["database"], words=given["words"], now=timezone.now(),
        )  # fmt: skip
        return redirect("access:fault", made.pk)
    context = {"form": form, "door": "faults", "title": _("A fault that staff saw"), "button": _("Open a fault")}
    return render(request, "access/form.html", context, status=400 if form.errors else 200)


@require_safe
@needs("access.view_fault")
def fault(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one fault."""
    return _page(request, pk)


def _page(request: HttpRequest, pk: int, **more: Any) -> HttpResponse:
    row = get_object_or_404(Fault.objects.select_related(*queries.READING), pk=pk)
    found = queries.page_of(row)
    language = request.GET.get("letter", "") or (found.way.vendor_language if found.way else "") or "en"
    subject, body = queries.draft(row, language if language in LANGUAGES else "en")
    to = found.way.vendor_mail if found.way else ""
    context = {
        "found": found,
        "fault": row,
        "move_form": MoveForm(),
        "case_form": CaseForm(initial={"label": row.label, "scope": row.scope, "to": row.assignee_id}),
        "letter_form": LetterForm(initial={"to": to, "language": language, "subject": subject, "body": body}),
        "words_form": WordsForm(initial={f"words_{code}": words for code, words in row.notes.items()}),
        "languages": LANGUAGES,
        "language": language,
        "now": timezone.now(),
        "door": "faults",
    } | more
    return render(request, "access/fault.html", context, status=400 if more else 200)


@require_POST
@needs("access.change_fault")
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a fault to another state."""
    row, form = get_object_or_404(Fault, pk=pk), MoveForm(request.POST)
    if not form.is_valid() or form.cleaned_data["state"] not in State.values:
        return HttpResponse(status=400)
    given = form.cleaned_data
    return _done(
        request, pk,
        lambda: actions.move(
            by=request.user, fault=row, state=State(given["state"]), resolution=given["resolution"], words=given["words"], now=timezone.now()
        ),
    )  # fmt: skip


@require_POST
@needs("access.change_fault")
def do(request: HttpRequest, pk: int) -> HttpResponse:
    """Do one of the other things with a fault."""
    row, form, now = get_object_or_404(Fault, pk=pk), CaseForm(request.POST), timezone.now()
    if not form.is_valid():
        return _page(request, pk, case_form=form)
    given, by = form.cleaned_data, request.user
    parent = Fault.objects.filter(pk=given["parent"] or 0).first()
    acts: dict[str, Callable[[], object]] = {
        "class": lambda: actions.classify_as(by=by, fault=row, label=FaultClass(given["label"]), now=now),
        "scope": lambda: actions.regrade(by=by, fault=row, scope=Scope(given["scope"]), now=now),
        "assign": lambda: actions.assign(by=by, fault=row, to=given["to"], now=now),
        "note": lambda: actions.note(by=by, fault=row, words=given["words"], now=now),
        "join": lambda: actions.join(by=by, fault=row, parent=parent, now=now),
        "part": lambda: actions.part(by=by, fault=row, now=now),
    }
    lacking = {"class": not given["label"], "scope": not given["scope"], "assign": not given["to"], "join": parent is None}
    if lacking.get(given["act"]):
        messages.error(request, _("Choose one first."))
        return redirect("access:fault", pk)
    return _done(request, pk, acts[given["act"]])


@require_POST
@needs("access.change_fault")
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a letter mailed to the vendor."""
    row, form = get_object_or_404(Fault, pk=pk), LetterForm(request.POST)
    if not form.is_valid():
        return _page(request, pk, letter_form=form)
    given = form.cleaned_data
    try:
        actions.write_letter(by=request.user, fault=row, now=timezone.now(), **given)
    except actions.NotPossible as refused:
        form.add_error(None, str(refused))
        return _page(request, pk, letter_form=form)
    messages.success(request, _("The letter will be sent at once."))
    return redirect("access:fault", pk)


@require_POST
@needs("access.change_fault")
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Say on the status page what readers should know."""
    row, form = get_object_or_404(Fault, pk=pk), WordsForm(request.POST)
    if not form.is_valid():
        return _page(request, pk, words_form=form)
    return _done(request, pk, lambda: actions.publish(by=request.user, fault=row, notes=form.words, now=timezone.now()))


@require_POST
@needs("access.change_fault")
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a report a fault of its own."""
    row = get_object_or_404(Report.objects.select_related("fault", "package_title__package", "database", "work"), pk=pk)
    made = actions.take_out(by=request.user, report=row, now=timezone.now())
    return redirect("access:fault", made.pk)


def _done(request: HttpRequest, pk: int, act: Callable[[], object]) -> HttpResponse:
    """Do it and go back to the fault, with the reason where it was refused."""
    try:
        act()
    except actions.NotPossible as refused:
        messages.error(request, str(refused))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("access:fault", pk)
