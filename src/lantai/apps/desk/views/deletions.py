"""Records that an import withdrew, and bringing them back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from lantai.apps.desk.queries.deletions import with_deletions
from lantai.catalog import actions
from lantai.catalog.models import Harvest

from .guard import PAGE_SIZE, needs


@require_safe
@needs("catalog.change_sourcerecord")
def deletions(request: HttpRequest) -> HttpResponse:
    """List imports that withdrew records, which can be brought back."""
    page = Paginator(with_deletions(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "desk/deletions.html", {"page": page, "door": "deletions"})


@require_POST
@needs("catalog.change_sourcerecord")
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring back what an import withdrew."""
    try:
        count = actions.restore(by=request.user, harvest=get_object_or_404(Harvest, pk=pk), now=timezone.now())
    except actions.NotPossible as problem:
        messages.error(request, _(str(problem)))
        return redirect("desk:deletions")
    said = ngettext("%(n)d record is back.", "%(n)d records are back.", count)
    messages.success(request, said % {"n": count})
    return redirect("desk:deletions")
