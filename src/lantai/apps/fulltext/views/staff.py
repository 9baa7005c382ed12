"""Full texts for staff: what is kept, fetched and refused; one file with its provenance; a file added to a work; what is done with them."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantai.apps.fulltext import actions, queries, words
from lantai.apps.fulltext.deposits import every as every_deposit
from lantai.apps.fulltext.forms import AddForm, DownForm, EmbargoForm, PracticeForm
from lantai.apps.fulltext.models import FullText, TextOrigin

from .readers import page_of

A_PAGE = 50


def staff(permission: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let only those in who have a permission."""

    def guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        return login_required(permission_required(permission, raise_exception=True)(view))

    return guarded


@require_safe
@staff("fulltext.view_fulltext")
def desk(request: HttpRequest) -> HttpResponse:
    """Show how full texts stand, and the files that came last, or those that want a look: ``only`` "doubt" or "soon"."""
    stands = queries.standing()
    only = request.GET.get("only", "")
    rows = queries.in_doubt() if only == "doubt" else queries.opening(localdate()) if only == "soon" else queries.every()
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "stands": stands,
        "outcomes": [(words.outcome(code), count) for code, count in stands.outcomes],
        "page": page,
        "only": only,
        "form": _form(),
        "door": "fulltext",
    }
    return render(request, "fulltext/desk/desk.html", context)


@require_safe
@staff("fulltext.view_fulltext")
def not_kept(request: HttpRequest) -> HttpResponse:
    """List the copies that were not kept, or could not be had, with the reason."""
    page = Paginator(queries.not_kept(), A_PAGE).get_page(request.GET.get("page"))
    rows = [(one, words.reason(one.reason)) for one in page]
    return render(request, "fulltext/desk/not_kept.html", {"page": page, "rows": rows, "door": "fulltext"})


@require_safe
@staff("fulltext.view_fulltext")
def deposits(request: HttpRequest) -> HttpResponse:
    """Give all that was deposited as resources of DataCite, a file each."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as files:
        for work, described in every_deposit(page_of(request), library=settings.LIBRARY_NAME, on=localdate()):
            files.writestr(f"{work}.xml", described)
    response = HttpResponse(packed.getvalue(), content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="deposits-datacite.zip"'
    return response


@require_POST
@staff("fulltext.change_practice")
def choose(request: HttpRequest) -> HttpResponse:
    """Choose what is done with full texts."""
    form = PracticeForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(said for errors in form.errors.values() for said in errors))
        return redirect("fulltext:desk")
    given = form.cleaned_data
    actions.choose(
        by=request.user,
        now=timezone.now(),
        fetches=given["fetches"],
        most_bytes=given["gigabytes"] * 10**9,
        is_searched=given["is_searched"],
    )
    messages.success(request, _("Saved."))
    return redirect("fulltext:desk")


@require_safe
@staff("fulltext.view_fulltext")
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one file: where it came from, by which right it is here, what was read of it, and what can be done."""
    found = _found(pk)
    context = {
        "full_text": found, "rule": words.rule(found.rule), "outcome": words.outcome(found.outcome), "version": words.version(found.version),
        "figures": found.figures.count(), "down": DownForm(), "waits": found.is_embargoed(localdate()),
        "embargo": EmbargoForm(initial={"shown_from": found.shown_from}), "against": words.against(found.against), "door": "fulltext",
    }  # fmt: skip
    return render(request, "fulltext/desk/one.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff("fulltext.add_fulltext")
def add(request: HttpRequest, work: int) -> HttpResponse:
    """Add a file to a work."""
    found = queries.live_work(work) if work < 2**62 else None
    if found is None:
        raise Http404
    form = AddForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            kept = actions.keep(
                by=request.user, work=found.pk, data=given["file"].read(), file_name=given["file"].name, origin=TextOrigin.UPLOAD,
                now=timezone.now(), license=given["license"], version=given["version"], deposit=given["deposit"], shown_from=given["shown_from"], later=True,
            )  # fmt: skip
        except actions.NotKept as refused:
            form.add_error("file", refused.said)
        else:
            messages.success(request, _("Kept.") if kept.is_new else _("The same file was here already."))
            if kept.full_text.in_doubt:
                messages.warning(request, _("The file itself speaks against this license. Look at what it says."))
            return redirect("fulltext:one", kept.full_text.pk)
    context = {"form": form, "work": found, "door": "fulltext"}
    return render(request, "fulltext/desk/add.html", context, status=400 if form.errors else 200)


@require_POST
@staff("fulltext.change_fulltext")
def take_down(request: HttpRequest, pk: int) -> HttpResponse:
    """Hide a file from readers."""
    found = _found(pk)
    try:
        actions.take_down(by=request.user, full_text=found, why=request.POST.get("why", ""), now=timezone.now())
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, _("Taken down; it can be put back."))
    return redirect("fulltext:one", pk)


@require_POST
@staff("fulltext.change_fulltext")
def embargo(request: HttpRequest, pk: int) -> HttpResponse:
    """Set from which day readers see a file."""
    form = EmbargoForm(request.POST)
    if form.is_valid():
        actions.set_embargo(by=request.user, full_text=_found(pk), shown_from=form.cleaned_data["shown_from"], now=timezone.now())
        messages.success(request, _("Saved."))
    else:
        messages.error(request, " ".join(said for errors in form.errors.values() for said in errors))
    return redirect("fulltext:one", pk)


@require_POST
@staff("fulltext.change_fulltext")
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a file although it speaks against its license."""
    actions.settle(by=request.user, full_text=_found(pk), now=timezone.now())
    messages.success(request, _("Saved."))
    return redirect("fulltext:one", pk)


@require_POST
@staff("fulltext.change_fulltext")
def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a file again."""
    actions.put_back(by=request.user, full_text=_found(pk), now=timezone.now())
    messages.success(request, _("Put back."))
    return redirect("fulltext:one", pk)


@require_POST
@staff("fulltext.change_fulltext")
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a file read again."""
    actions.read_again(by=request.user, full_text=_found(pk), now=timezone.now())
    messages.success(request, _("It is being read again."))
    return redirect("fulltext:one", pk)


def _found(pk: int) -> FullText:
    return get_object_or_404(FullText.objects.without_text().select_related("work", "by", "hidden_by"), pk=min(pk, 2**62))


def _form() -> PracticeForm:
    chosen = queries.practice()
    return PracticeForm(
        initial={"fetches": chosen.fetches, "gigabytes": max(1, chosen.most_bytes // 10**9), "is_searched": chosen.is_searched}
    )
