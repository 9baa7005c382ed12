"""Requests of authors and policies as staff lists; both are changed on their own pages."""

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from lantai.apps.publishing.life import RequestState
from lantai.apps.publishing.models import ArticleType, BodyKind, Policy
from lantai.apps.publishing.queries import requests as queries
from lantai.infra.lists import Column, Kind, StaffList, register
from lantai.people.roles import Permission

from .deals import amount_of

register(
    StaffList(
        name="publishing.requests",
        label=gettext_lazy("Requests of authors"),
        about=gettext_lazy("A request is decided on on its own page. Drafts are their authors’ alone."),
        permission=Permission.SEE_REQUESTS,
        door="requests",
        rows=queries.handed_in,
        find=lambda rows, words: rows.filter(Q(title__icontains=words) | Q(journal__icontains=words) | Q(doi=words)),
        order="since",
        link=lambda row: reverse("publishing:request", args=[row.pk]),
        columns=(
            Column("title", gettext_lazy("Article"), path="title"),
            Column("journal", gettext_lazy("Journal"), path="journal"),
            Column("author", gettext_lazy("Author"), path="author__username", value=lambda row: str(row.author or "")),
            Column(
                "state",
                gettext_lazy("Where it stands"),
                kind=Kind.CHOICE,
                path="state",
                choices=lambda: [c for c in RequestState.choices if c[0] != "draft"],
            ),
            Column("since", gettext_lazy("Since"), kind=Kind.MOMENT, path="since_at"),
            Column("amount", gettext_lazy("Amount"), value=amount_of, figure=True),
            Column("currency", gettext_lazy("Currency"), path="currency"),
            Column(
                "type",
                gettext_lazy("Type of article"),
                kind=Kind.CHOICE,
                path="type",
                choices=lambda: ArticleType.choices,
                shown=False,
            ),
            Column(
                "agreement",
                gettext_lazy("Number of the agreement"),
                path="agreement__reference",
                value=lambda row: row.agreement.reference if row.agreement else "",
                shown=False,
            ),
            Column(
                "fund",
                pgettext_lazy("charges", "Fund"),
                path="fund__code",
                value=lambda row: row.fund.code if row.fund else "",
                shown=False,
            ),
            Column("invoice", gettext_lazy("Invoice"), path="invoice", shown=False),
            Column("doi", gettext_lazy("DOI"), path="doi", shown=False),
        ),
    )
)

register(
    StaffList(
        name="publishing.policies",
        label=gettext_lazy("Policies of open access"),
        permission="publishing.view_policy",
        door="policies",
        rows=lambda: Policy.objects.annotate(count=Count("versions"), newest=Max("versions__from_date")),
        find=lambda rows, words: rows.filter(Q(name__icontains=words) | Q(body__icontains=words)),
        order="body",
        fresh=lambda: reverse("publishing:add_policy"),
        fresh_label=gettext_lazy("Add a policy"),
        link=lambda row: reverse("publishing:policy", args=[row.pk]),
        columns=(
            Column("name", gettext_lazy("Name"), path="name"),
            Column("body", gettext_lazy("Whose it is"), path="body"),
            Column("kind", gettext_lazy("Kind"), kind=Kind.CHOICE, path="kind", choices=lambda: BodyKind.choices),
            Column("country", gettext_lazy("Country"), path="country"),
            Column("count", gettext_lazy("Versions"), kind=Kind.NUMBER, path="count"),
            Column("newest", gettext_lazy("Newest holds from"), kind=Kind.DATE, path="newest"),
            Column("applies_here", gettext_lazy("Binds authors here"), kind=Kind.TICK, path="applies_here"),
        ),
    )
)
