"""Can I publish here for free? The question is the address; nothing of it is kept."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from lantai.apps.publishing.forms.asking import AskForm
from lantai.apps.publishing.models import Institution, PublishingAgreement
from lantai.apps.publishing.queries import asking, journals, places
from lantai.apps.publishing.queries import policies as policy_queries
from lantai.core.bib.identifiers import issn
from lantai.core.openness.publishing.asking import Question


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Answer where an author can publish without paying."""
    today, own = localdate(), places.own()
    first = {"day": today, "type": "research", "corresponding": "yes", "at": own.name if own else ""}
    form = AskForm({**first, **request.GET.dict()} if request.GET else None, initial=first)
    context: dict[str, Any] = {"form": form, "own": own, "door": "publish", "today": today}
    if request.GET and form.is_valid():
        context |= _answered(form, own, today)
    status = 400 if request.GET and form.errors else 200
    return render(request, "publishing/ask.html", context, status=status)


def _answered(form: AskForm, own: Institution | None, today: date) -> dict[str, Any]:
    """Return what the page shows of a question: journals or institutions to choose from, or the answer."""
    given = form.cleaned_data
    chosen = issn(given["issn"])
    if not (chosen or given["q"].strip()):
        return {}
    found = [journals.named(chosen, on=today)] if chosen else journals.meant(given["q"].strip(), on=today)
    at = given["at"].strip()
    here = places.institutions_named(at) if at else [own] if own else []
    if len(found) != 1 or len(here) > 1:
        return {"journals": found if len(found) != 1 else [], "places": here if len(here) > 1 else [], "nothing": not found}
    place = here[0] if here else None
    asked = Question(**form.asked(today))
    answered = asking.answer([found[0].number], place, asked, country=given["country"], publisher=found[0].publisher)
    return {
        "journal": found[0],
        "place": place,
        "unknown": "" if place else at,
        "asked": asked,
        "answered": answered,
        "policies": policy_queries.binding(asked.day),
    }


@require_safe
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is said of one agreement."""
    row = get_object_or_404(PublishingAgreement, pk=min(pk, 2**62))
    today = localdate()
    context = {
        "row": row,
        "today": today,
        "has_ended": row.until_date is not None and row.until_date <= today,
        "journals": asking.journals_in(row, today),
        "lists": list(row.journal_lists.all()[:10]),
        "cap": asking.caps_on([row.pk], today).get(row.pk),
        "door": "publish",
    }
    return render(request, "publishing/agreement.html", context)
