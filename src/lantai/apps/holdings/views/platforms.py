"""A platform to make or change; all of them are a staff list (lists)."""

from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lantai.apps.holdings import actions
from lantai.apps.holdings.forms import PlatformForm
from lantai.apps.holdings.models import Platform
from lantai.infra.lists import address


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@permission_required("holdings.change_platform", raise_exception=True)
def platform(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Make a platform, or change one."""
    found = get_object_or_404(Platform, pk=pk) if pk else None
    form = PlatformForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in form.Meta.fields}
        try:
            if found is None:
                actions.make_platform(by=request.user, values=values, now=timezone.now())
            else:
                actions.change_platform(by=request.user, platform=found, values=values, now=timezone.now())
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            return redirect(address("holdings.platforms"))
    name = Platform.objects.get(pk=pk).name if pk else ""
    context = {"form": form, "name": name, "packages": found.packages.all() if found else (), "door": "platforms"}
    return render(request, "holdings/platform.html", context, status=400 if form.errors else 200)
