"""A library with a work of every kind and in every state, and the numbers by which addresses name them."""

import pytest
from django.utils import timezone

from lantai.apps.desk import actions as desk
from lantai.apps.desk import checking
from lantai.apps.discovery.actions import follow_titles
from lantai.apps.discovery.models import Export
from lantai.apps.feedback.actions import report_error
from lantai.apps.pages import actions as pages
from lantai.apps.pages.demo import furnish
from lantai.apps.pages.models import Notice, Place
from lantai.apps.scholars import actions as scholars
from lantai.catalog import bulk, describing, pieces, shelving, stocktaking
from lantai.catalog.bulk import Change, How
from lantai.catalog.locations import Location
from lantai.catalog.models import Harvest, Moved, Refusal, SourceRecord, Work
from lantai.catalog.tests.conftest import NOW, record
from lantai.core.bib.record import (
    BibRecord,
    Classification,
    Contribution,
    Identifier,
    Imprint,
    Kind,
    Note,
    NoteKind,
    Scheme,
    Series,
    Subject,
    Text,
    Title,
    TitleForm,
)
from lantai.people.actions import invite
from lantai.people.models import Account
from lantai.people.roles import Role
from lantai.vocab import actions as vocab
from lantai.vocab.models import Verdict

RICH = BibRecord(
    control="rich",
    kind=Kind.BOOK,
    titles=(
        Title(
            forms=(
                TitleForm("المقدمة", "ar", rest="تاريخ العلامة ابن خلدون (الجزء الأول)"),
                TitleForm("al-Muqaddimah", "ar-Latn"),
            )
        ),
    ),
    contributions=(
        Contribution(
            forms=(Text("ابن خلدون", "ar"), Text("Ibn Khaldūn", "ar-Latn")), roles=("aut",), main=True, dates="1332-1406"
        ),
        Contribution(forms=(Text("عبد الله محمد الدرويش", "ar"),), roles=("edt",)),
    ),
    languages=("ar",),
    imprints=(Imprint(places=((Text("دمشق", "ar"),),), publishers=((Text("دار يعرب", "ar"),),), date="2004"),),
    notes=(
        Note(forms=(Text("An introduction to history. " * 20, "en"),), kind=NoteKind.SUMMARY),
        Note(forms=(Text("ج. 1. في العمران البشري على الجملة -- ج. 2. في العمران البدوي", "ar"),), kind=NoteKind.CONTENTS),
    ),
    subjects=(Subject(forms=(Text("التاريخ", "ar"),), subdivisions=("فلسفة",)), Subject(forms=(Text("History", "en"),))),
    classifications=(Classification(scheme="ddc", value="907", item="IBN"),),
    identifiers=(Identifier(scheme=Scheme.ISBN, value="9789933000004"), Identifier(scheme=Scheme.DOI, value="10.1000/182")),
    series=(Series(forms=(Text("تراث", "ar"),), number="12"),),
)
"""Everything that a description may say, from right to left."""

LONG = BibRecord(
    control="long",
    kind=Kind.BOOK,
    titles=(Title(forms=(TitleForm("A treatise </script><b>of</b> \u202eeverything " * 75, "en"),)),),
    contributions=tuple(Contribution(forms=(Text(f"Author {n}", "en"),), roles=("aut",)) for n in range(5_000)),
    languages=("en",),
    notes=(Note(forms=(Text("Chapter after chapter. " * 2_000, "en"),), kind=NoteKind.CONTENTS),),
)
"""A title of three thousand characters with markup in it, and five thousand authors."""

SILK = {"en": "silk roads", "fr": "route de la soie", "ar": "طريق الحرير", "ja": "シルクロード"}
"""What staff accepted for 丝绸之路."""

MANY = [record(f"many-{n}", "Faust", by="Goethe", lang="de", year=str(1808 + n)) for n in range(150)]
"""One work in a hundred and fifty editions."""


@pytest.fixture
def numbers(shelf, take) -> dict[str, int | str]:
    """Return the numbers that stand in the addresses."""
    take([RICH, LONG, *MANY, *(record(f"gone-{n}", f"Gone {n}", lang="en") for n in range(3))], name="more.jsonl")
    received = SourceRecord.objects.select_related("instance").order_by("pk").first()
    merged, split, deleted = (Work.objects.get(title=f"Gone {n}") for n in range(3))
    found = {
        "work": received.instance.work_id,
        "record": received.pk,
        "edition": received.instance_id,
        "run": Harvest.objects.order_by("pk").first().pk,
        "refusal": Refusal.objects.first().pk,
        "merged": merged.pk,
        "split": split.pk,
        "deleted": deleted.pk,
    }
    found |= {name: Work.objects.filter(title__startswith=title).first().pk for name, title in TITLES.items()}
    Moved.objects.create(work=merged, to_id=found["work"])
    Moved.objects.bulk_create(Moved(work=split, to_id=found[name]) for name in ("work", "foreign"))
    Work.objects.filter(pk__in=(merged.pk, split.pk)).update(state=Work.State.MOVED)
    Work.objects.filter(pk=deleted.pk).update(state=Work.State.DELETED)
    found |= {name: wished(state) for name, state in (("file", "done"), ("waiting", "running"), ("failed", "failed"))}
    while follow_titles():
        continue
    said = {"mail": "", "language": "en", "address": "", "now": NOW}
    pages.prepare(now=NOW)
    furnish(by=Account.objects.create_superuser("keeper"), now=timezone.now())
    found |= {"notice": Notice.objects.first().pk, "place": Place.objects.first().pk}
    for lang, text in SILK.items():
        keeper = Account.objects.get(username="keeper")
        vocab.decide(by=keeper, source="zh", word="丝绸之路", target=lang, text=text, verdict=Verdict.ACCEPTED, now=NOW)
    report_error(work=Work.objects.get(pk=found["foreign"]), text="The year is wrong.\nالسنة خاطئة", **said)
    for _round in range(2):  # two rounds of checks make a trend
        checking.run(desk.begin_check(by=None, whole=True, now=NOW), now=lambda: NOW)
    scholar = scholars.make_profile(by=None, name="نجيب محفوظ", works=[(found["work"], "")], now=NOW)
    return found | people() | desk_work(found["edition"]) | {"scholar": scholar.pk}


def people() -> dict[str, int | str]:
    """Make a colleague, and invite another."""
    colleague = Account.objects.create_user("张伟@example.org", "zhang@example.org", first_name="张伟")
    token = invite(email="fatima@example.org", role=Role.CATALOGER, language="ar", now=timezone.now())[1]
    return {"colleague": colleague.pk, "invitation": token}


def desk_work(edition: int) -> dict[str, int | str]:
    """Do some of the desk's work with copies: a place, an inventory of it, a change of many."""
    by = Account.objects.get(username="keeper")
    place = Location(code="L3", name_en="Third floor", name_zh="三层书库", name_ar="الطابق الثالث", library="Main library")
    place = shelving.save_location(by=by, location=place, now=NOW)
    shelving.map_words(by=by, words={("Main library", "Level 3"): place}, now=NOW)
    inventory = stocktaking.begin_inventory(by=by, location=place, now=NOW)
    stocktaking.scan(by=by, inventory=inventory, barcodes=["B10", "B3", "strange", "B1"], now=NOW)
    change = Change(what="location", how=How.SET, to="Cellar", library="Main library")
    run = bulk.start(by=by, rows=bulk.by_numbers(["B11", "B12", "no such"], change), change=change, chosen="B11…", now=NOW)
    bulk.run(run, now=lambda: NOW)
    piece = pieces.of_instance(edition)[0].token
    own = describing.describe(by=by, number="own-1", says=record("own-1", "地方志", lang="zh"), now=NOW)
    return {"own": own.pk, "location": place.pk, "inventory": inventory.pk, "change": run.pk, "piece": piece}


def wished(state: str) -> str:
    """Return the token of a large file of results in this state."""
    return str(Export.objects.create(form="ris", query="q=history", works=8_000, done=2_500, state=state, asked_at=NOW).token)


TITLES = {"online": "The silk roads", "foreign": "المقدمة", "editions": "Faust", "long": "A treatise"}
