"""The page of disciplines; for staff where classes of other schemes lead."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantai.search.protocol import SearchError

from . import actions, classes, queries
from .forms import MappingForm, TableForm
from .models import OwnMapping
from .words import SCHEMES


@require_safe
def disciplines(request: HttpRequest) -> HttpResponse:
    """Show the disciplines that there are works of."""
    try:
        context = {"categories": queries.disciplines(), "door": "browse"}
    except SearchError:
        return render(request, "openaccess/disciplines.html", {"unavailable": True, "door": "browse"}, status=503)
    return render(request, "openaccess/disciplines.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@permission_required("openaccess.change_ownmapping", raise_exception=True)
def mappings(request: HttpRequest) -> HttpResponse:
    """Show where classes lead, by the library's own word and by Lantai's table; say it of one."""
    scheme = request.GET.get("scheme", "")
    scheme = scheme if scheme in SCHEMES else "openalex"
    begins = classes.plain(scheme, request.GET.get("begins", "")[:80])
    known = classes.leads_to(scheme, begins) if begins else ()
    form = MappingForm(request.POST or None, initial={"scheme": scheme, "beginning": begins, "disciplines": list(known)})
    if request.method == "POST" and form.is_valid():
        try:
            actions.map_class(by=request.user, **form.cleaned_data, now=timezone.now())
        except ValidationError as problem:
            for field, said in problem.message_dict.items():
                form.add_error(field, said)
        else:
            messages.success(request, _("Saved. The works of this class are being looked at again."))
            return redirect("openaccess:mappings")
    context = {
        "form": form,
        "own": [
            (one, SCHEMES.get(one.scheme, one.scheme), classes.leads_to(one.scheme, one.beginning))
            for one in OwnMapping.objects.all()
        ],
        "ours": classes.ours(scheme, begins),
        "shown": TableForm(initial={"scheme": scheme, "begins": begins}, auto_id="shown_%s"),
        "scheme": scheme,
        "door": "mappings",
    }
    return render(request, "openaccess/mappings.html", context, status=400 if form.errors else 200)


@require_POST
@login_required
@permission_required("openaccess.change_ownmapping", raise_exception=True)
def unmap(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a class lead again where Lantai's table says."""
    actions.unmap_class(by=request.user, mapping=get_object_or_404(OwnMapping, pk=min(pk, 2**62)), now=timezone.now())
    messages.success(request, _("Taken back. The works of this class are being looked at again."))
    return redirect("openaccess:mappings")
