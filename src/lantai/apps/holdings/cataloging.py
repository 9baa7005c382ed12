"""What packages hold and the catalog does not know goes in by the catalog's own way in, so that it is found like everything else.

Each package is a source of its own; a title's record bears the title's number. What leaves the package, and nobody has been promised, is
withdrawn from the catalog by the same way.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from lantai.catalog.importing import import_file
from lantai.catalog.known import live
from lantai.catalog.models import Source, SourceRecord
from lantai.catalog.tables import update
from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import (
    BibRecord,
    Classification,
    Contribution,
    Date,
    Imprint,
    Kind,
    Scheme,
    Statement,
    Text,
    Title,
    TitleForm,
)
from lantai.core.bib.record import TitleKind as TitleSort
from lantai.core.formats import write_file
from lantai.core.formats.protocol import Profile

from .actions.remembering import remember_names
from .models import MatchState, Package, PackageTitle, TitleKind

PRECEDENCE = 20
"""A provider's list says less than a catalog record: any other source counts before it."""

OF_ITS_OWN = Q(state=MatchState.NEW) | Q(state=MatchState.DECIDED, reasons__0__0="decided_new")
"""Titles that have a record of their own in the catalog: of which nothing was known, or staff said so."""

SAID = (
    "title", "kind", "print_identifier", "online_identifier", "publisher", "print_date", "online_date", "volume", "edition", "first_author",
    "first_editor", "more",
)  # fmt: skip
"""What ``record_of`` takes of a title."""

KINDS = {TitleKind.SERIAL: Kind.JOURNAL, TitleKind.MONOGRAPH: Kind.BOOK, TitleKind.OTHER: Kind.OTHER}


CLASS_COLUMNS = {
    "lcc": "lcc", "lcc codes": "lcc", "lc class": "lcc", "clc": "clc", "clc number": "clc", "中图分类号": "clc", "分类号": "clc", "ddc": "ddc", "dewey": "ddc",
}  # fmt: skip
"""Headings under which lists give class numbers, and of which scheme."""

CLASS_NUMBER = re.compile(r"[A-Z]{0,3}\d{0,4}(?:\.\d+)?", re.IGNORECASE)


def source_of(package: Package) -> Source:
    """Return the source under which a package's own titles are described."""
    named = {"title": f"KBART {package.name}"[:200], "precedence": PRECEDENCE}
    return Source.objects.get_or_create(name=f"kbart-{package.pk}", defaults=named)[0]


def describe(package: Package, *, since: datetime) -> int:
    """Bring what is new, changed or gone since ``since`` into the catalog, tie the titles to what became of them; return how many records."""
    own = PackageTitle.objects.filter(package=package).filter(OF_ITS_OWN).only(*SAID)
    fresh = own.current().filter(Q(instance=None) | Q(changed_at__gte=since)).order_by("pk")
    gone = own.exclude(removed_at=None).filter(removed_at__gte=since, instance__isnull=False, activations=None).order_by("pk")
    source = source_of(package)
    count = _sent(source, (record_of(title) for title in fresh.iterator()), Profile(format="native"))
    count += _sent(source, (record_of(title) for title in gone.iterator()), Profile(format="native", deletions=True))
    if count:
        _tie(package, source)
        remember_names(now=timezone.now())
    return count


def _sent(source: Source, records: Iterable[BibRecord], profile: Profile) -> int:
    folder = Path(settings.DATA) / "lists"
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, prefix="titles-", suffix=".jsonl") as out:
        write_file("native", records, out)
        out.flush()
        if not out.tell():
            return 0
        return import_file(Path(out.name), source=source.name, profile=profile, now=timezone.now).rows_in


def _tie(package: Package, source: Source) -> None:
    """Tie every title to the instance that its record now describes."""
    instances = dict(SourceRecord.objects.filter(live(), source=source).values_list("key", "instance_id"))
    titles = PackageTitle.objects.filter(package=package).filter(OF_ITS_OWN).values_list("pk", "instance_id")
    changed = [(instances[str(pk)], pk) for pk, instance in titles if instances.get(str(pk), instance) != instance]
    update(PackageTitle, ("instance_id",), changed)


def record_of(title: PackageTitle) -> BibRecord:
    """Return a description of a title: what its provider's list says."""
    scheme = Scheme.ISBN if title.kind == TitleKind.MONOGRAPH else Scheme.ISSN
    numbers = [("online", title.online_identifier), ("print", title.print_identifier)]
    published = title.print_date or title.online_date
    return BibRecord(
        control=str(title.pk), dialect="kbart", kind=KINDS[TitleKind(title.kind)],
        titles=tuple(_titles(title)),
        contributions=tuple(_people(title)),
        identifiers=tuple(identify(scheme, number, qualifier=qualifier) for qualifier, number in numbers if number),
        imprints=(Imprint(publishers=((Text(title.publisher),),), date=published),) if title.publisher else (),
        editions=(Statement(forms=(Text(title.edition),)),) if title.edition not in ("", "1") else (),
        dates=tuple(_dates(title, published)),
        classifications=tuple(_classes(title)),
    )  # fmt: skip


def _titles(title: PackageTitle) -> Iterable[Title]:
    yield Title(forms=(TitleForm(title.title, part=title.volume if title.volume not in ("", "0", "1") else ""),))
    if other := title.other_title:
        yield Title(forms=(TitleForm(other),), kind=TitleSort.ALTERNATIVE)


def _classes(title: PackageTitle) -> Iterable[Classification]:
    """Yield the class numbers of columns that KBART does not have and many lists do (DOAJ's "LCC Codes"); of a range its beginning."""
    for heading, cell in title.more.items():
        scheme = CLASS_COLUMNS.get(str(heading).strip().casefold())
        for part in re.split(r"[|;,；，]", str(cell)) if scheme else ():
            number = part.partition(":")[0].partition("-")[0].strip()
            if scheme and number and CLASS_NUMBER.fullmatch(number):
                yield Classification(scheme=scheme, value=number)


def _people(title: PackageTitle) -> Iterable[Contribution]:
    if title.first_author:
        yield Contribution(forms=(Text(title.first_author),), roles=("aut",), main=True)
    if title.first_editor:
        yield Contribution(forms=(Text(title.first_editor),), roles=("edt",))


def _dates(title: PackageTitle, published: str) -> Iterable[Date]:
    if published:
        yield Date(text=published, start=int(published[:4]), end=int(published[:4]), iso=published if len(published) > 4 else "")
