"""Setting up the fault service: hours and promises, who gets what, letters."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lantai.core.faults.kinds import FaultClass
from lantai.people.gate import needs

from .. import actions
from ..forms import AssignmentForm, ServiceForm, TemplateForm
from ..letters import LANGUAGES, PLACES, letter
from ..models import Assignment, Template
from ..queries import service as queries

MAY = "access.change_service"


@require_http_methods(["GET", "HEAD", "POST"])
@needs(MAY)
def service(request: HttpRequest) -> HttpResponse:
    """Change hours, promises and networks."""
    form = ServiceForm(request.POST or None, instance=queries.service())
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_service(by=request.user, values=form.cleaned_data, now=timezone.now())
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Kept."))
            return redirect("access:service")
    context = {"form": form, "title": _("Hours, promises and networks"), "door": "faults", "rooms": True}
    return render(request, "access/form.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(MAY)
def assignments(request: HttpRequest) -> HttpResponse:
    """Say who gets which faults."""
    form = AssignmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.set_assignment(by=request.user, now=timezone.now(), **form.cleaned_data)
        return redirect("access:assignments")
    rows = Assignment.objects.select_related("platform", "account").order_by("label", "platform__name")
    context = {"form": form, "rows": rows, "door": "faults"}
    return render(request, "access/assignments.html", context, status=400 if form.errors else 200)


@require_POST
@needs(MAY)
def remove_assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back who gets what."""
    actions.remove_assignment(by=request.user, assignment=get_object_or_404(Assignment, pk=pk), now=timezone.now())
    return redirect("access:assignments")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(MAY)
def letters(request: HttpRequest) -> HttpResponse:
    """Write letters of the library's own, beginning from those that come with the system."""
    label, language = request.GET.get("label", FaultClass.LINK_BROKEN), request.GET.get("language", "en")
    label = FaultClass(label) if label in list(FaultClass) else FaultClass.LINK_BROKEN
    language = language if language in LANGUAGES else "en"
    own = Template.objects.filter(label=label, language=language).first()
    subject, body = (own.subject, own.body) if own else letter(label, language)
    form = TemplateForm(request.POST or None, initial={"label": label, "language": language, "subject": subject, "body": body})
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_template(by=request.user, now=timezone.now(), **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Kept."))
            return redirect("access:letters")
    rows = Template.objects.order_by("label", "language")
    context = {"form": form, "rows": rows, "own": own, "places": PLACES, "label": label, "language": language, "door": "faults"}
    return render(request, "access/letters.html", context, status=400 if form.errors else 200)


@require_POST
@needs(MAY)
def remove_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Go back to the letter that comes with the system."""
    actions.remove_template(by=request.user, template=get_object_or_404(Template, pk=pk), now=timezone.now())
    return redirect("access:letters")
