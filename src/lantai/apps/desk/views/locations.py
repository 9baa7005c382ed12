"""Places: the library's own list of them, and what the words of records mean."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from lantai.apps.desk.forms.pieces import LocationForm
from lantai.apps.desk.queries import pieces as queries
from lantai.catalog import shelving
from lantai.catalog.locations import Location

from .guard import needs


@require_safe
@needs("catalog.view_location")
def locations(request: HttpRequest) -> HttpResponse:
    """List the places, and the words of records that mean none yet."""
    rows = Location.objects.prefetch_related("words")
    return render(request, "desk/locations.html", {"rows": rows, "unmapped": queries.unmapped(), "door": "copies"})


@needs("catalog.change_location")
def location(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Add a place, or change one; ``word`` and ``library`` in the address: what records call a new one."""
    library, word = (request.GET.get(name, "").replace("\0", "").strip()[:200] for name in ("library", "word"))
    row = get_object_or_404(Location, pk=pk) if pk else Location(library=library, name_en=word)
    form = LocationForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            made = shelving.save_location(by=request.user, location=form.instance, now=timezone.now())
            if word and not pk:
                shelving.map_words(by=request.user, words={(library, word): made}, now=timezone.now())
            messages.success(request, _("The location is saved."))
            return redirect("desk:locations")
        except ValidationError as problem:
            form.add_error(None, problem)
    return render(request, "desk/location.html", {"form": form, "row": row if pk else None, "door": "copies"})


@require_POST
@needs("catalog.change_location")
def map_words(request: HttpRequest) -> HttpResponse:
    """Keep which places the words of records mean."""
    rows = {str(row.pk): row for row in Location.objects.all()}
    words = {}
    for n in range(queries.MOST_UNMAPPED):
        word, to = request.POST.get(f"word-{n}"), request.POST.get(f"to-{n}", "")
        if word and (to in rows or to == "none"):
            words[request.POST.get(f"library-{n}", "")[:200], word[:200]] = rows.get(to)
    changed = shelving.map_words(by=request.user, words=words, now=timezone.now())
    said = ngettext("%(n)d word was mapped.", "%(n)d words were mapped.", changed)
    messages.success(request, said % {"n": changed})
    return redirect("desk:locations")
