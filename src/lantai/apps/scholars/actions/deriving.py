"""What follows for one profile from its records and from what people decided; asked after every decision."""

from pathlib import Path

from django.conf import settings

from lantai.apps.scholars import queries, said
from lantai.apps.scholars.models import Scholar, ScholarListed, ScholarName, ScholarWork
from lantai.apps.scholars.portraits import MOST_PLACES, chosen_name, listed_under, portrait
from lantai.apps.scholars.reading import mark
from lantai.catalog import mapped
from lantai.catalog import queries as catalog
from lantai.core.text.fold import key, words

MOST_WORKS = 2_000
"""Works from which a portrait is made, the newest."""


def draw(scholar: Scholar) -> None:
    """Make the portrait of a profile anew, and the names by which it is found."""
    rows = list(queries.works_of(scholar)[:MOST_WORKS])
    marks = {row.work_id: row.mark for row in rows}
    known = {
        (work, name): pk
        for work, name, pk in ScholarWork.objects.filter(work__in=marks, is_shown=True)
        .exclude(scholar__in=queries.parts_of(scholar))
        .values_list("work", "mark", "scholar")
    }
    documents = catalog.documents(marks)
    works = (documents[work] for work in marks if work in documents)
    scholar.portrait = portrait(works, marks, known, queries.bodies(), mapped.own())
    scholar.portrait["told"] = told_of(scholar, [text for text, _language in scholar.portrait["names"]])
    fields = ["portrait", "language"]
    if not scholar.is_claimed and not scholar.own_names and scholar.portrait["names"]:
        name, scholar.language = chosen_name(scholar.portrait["names"])
        scholar.name = name[:300]
        fields += ["name"]
    else:
        scholar.language = language_of(scholar)
    scholar.save(update_fields=fields)
    name_again(scholar)
    list_again(scholar)


def language_of(scholar: Scholar) -> str:
    """Return the language of the name that is shown first, as records give it of that form; "" where none does."""
    known: dict[str, str] = dict(scholar.portrait.get("names", ()))
    return known.get(scholar.name, "")


def told_of(scholar: Scholar, names: list[str]) -> dict[str, object]:
    """Return what a service says of a scholar beside the records, ready for JSON; {} for nothing that agrees with ``names``, those of the works."""
    orcids = Scholar.objects.filter(pk__in=queries.parts_of(scholar)).exclude(orcid="").values_list("orcid", flat=True)
    found = said.agreeing(
        said.of(Path(settings.DATA) / said.FILE, list(orcids)),
        [*names, *(text for text, _language in scholar.own_names), scholar.name],
    )
    if found is None or found.on is None:
        return {}
    known = {key(str(row[0])) for row in scholar.portrait["institutions"]}
    places = [] if scholar.posts else [list(place) for place in found.places if key(place[0]) not in known]
    return {"by": said.BY, "on": found.on.isoformat(), "names": list(found.names), "institutions": places[:MOST_PLACES]}


def name_again(scholar: Scholar) -> None:
    """Write the names by which a profile is found: those of its works, those that the scholar added or a service says, the one shown."""
    found = {scholar.name: scholar.language}
    told = ((text, "") for text in scholar.portrait.get("told", {}).get("names", ()))
    for text, language in [*scholar.own_names, *scholar.portrait.get("names", ()), *told]:
        found.setdefault(text[:300], language)
    ScholarName.objects.filter(scholar=scholar).delete()
    ScholarName.objects.bulk_create(
        ScholarName(
            scholar=scholar, text=text, language=language, key=" ".join(sorted(words(text)))[:300], heard=queries.heard_as(text)
        )
        for text, language in found.items()
        if text
    )


def list_again(scholar: Scholar) -> None:
    """Write the institutions and disciplines under which a profile is listed: those of its portrait."""
    ScholarListed.objects.filter(scholar=scholar).delete()
    ScholarListed.objects.bulk_create(
        ScholarListed(scholar=scholar, kind=kind, value=value) for kind, value in listed_under(scholar.portrait)
    )


def follow(scholar: Scholar, work: int, *, decided: str, name: str = "", printed: str = "", year: int | None = None) -> None:
    """Let one work of a profile follow what was decided about it; ``decided``: "mine", "not", "" undone."""
    row = ScholarWork.objects.filter(scholar=scholar, work=work).first()
    if row is None and not decided:
        return
    if row is None:
        row = followed(scholar, work, name=name, printed=printed, year=year)
    row.decided = decided
    row.is_shown = decided == "mine" or (row.by_orcid and decided != "not")
    if not row.by_orcid and not decided:
        row.delete()
        return
    row.save()


def followed(scholar: Scholar, work: int, *, name: str, printed: str, year: int | None) -> ScholarWork:
    """Return the row, not yet kept, of a work that somebody says is a scholar's."""
    return ScholarWork(
        scholar=scholar, work_id=work, mark=name or mark(printed), printed=printed[:300], year=year, decided="mine"
    )
