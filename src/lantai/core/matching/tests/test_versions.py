"""When a preprint, an accepted manuscript and what was published are one work, and when a person has to say so."""

import pytest

from lantai.core.bib.record import (
    Access,
    BibRecord,
    Contribution,
    Date,
    Identifier,
    Kind,
    Link,
    Openness,
    Relation,
    Scheme,
    Text,
    Title,
    TitleForm,
)
from lantai.core.matching.signs import signs
from lantai.core.matching.verdict import Decision
from lantai.core.matching.versions import one_work

TITLE = "Bird migration measured with weather radar over the North Sea"


def record(
    kind=Kind.ARTICLE,
    title=TITLE,
    by="Tern, Anna;Gull, Bo",
    year=2021,
    doi="10.5555/article",
    of="",
    relation=Relation.OTHER_FORM,
    at="",
):
    access = (Access(url=at, openness=Openness(by="OpenAlex", host="repository")),) if at else ()
    links = (Link(relation=relation, identifiers=(Identifier(scheme=Scheme.DOI, value=of),)),) if of else ()
    return signs(BibRecord(
        kind=kind,
        titles=(Title(forms=(TitleForm(title),)),),
        contributions=tuple(Contribution(forms=(Text(name),), roles=("aut",)) for name in by.split(";") if name),
        identifiers=(Identifier(scheme=Scheme.DOI, value=doi),) if doi else (),
        dates=(Date(text=str(year), start=year),),
        links=links,
        access=access,
    ))  # fmt: skip


def preprint(**more):
    return record(**{"kind": Kind.PREPRINT, "year": 2020, "doi": "10.48550/arxiv.2001.00001"} | more)


@pytest.mark.parametrize("a, b", [
    (preprint(of="10.5555/article"), record()),
    (preprint(), record(of="10.48550/arxiv.2001.00001")),
    (preprint(), record(at="https://arxiv.org/abs/2001.00001v2")),
    (preprint(), record(at="https://doi.org/10.48550/arXiv.2001.00001")),
    (preprint(doi="10.5555/article"), record()),
    (record(doi="10.5555/v2", of="10.5555/article"), record()),
    (preprint(of="10.5555/article", by=""), record()),
])  # fmt: skip
def test_what_names_the_other_is_a_version_of_it(a, b):
    assert [one_work(x, y).decision for x, y in ((a, b), (b, a))] == [Decision.SAME] * 2
    assert one_work(a, b).reasons[0][0] == "version_named"


@pytest.mark.parametrize("other, code", [
    (record(title="Teaching mathematics to musicians in the nineteenth century"), "titles_differ"),
    (record(title=f"Correction to: {TITLE}"), "titles_differ"),
    (record(by="Stork, Cleo"), "creators_differ"),
    (record(title=f"{TITLE} II"), "parts_differ"),
])  # fmt: skip
def test_a_number_that_contradicts_the_rest_is_put_before_staff(other, code):
    verdict = one_work(preprint(of="10.5555/article"), other)
    assert (verdict.decision, [name for name, _ in verdict.reasons]) == (Decision.UNSURE, ["version_named", code])


def test_a_preprint_and_a_paper_that_only_look_alike_are_never_put_together_unseen():
    verdict = one_work(preprint(), record())
    assert (verdict.decision, verdict.reasons[0][0]) == (Decision.UNSURE, "looks_like_a_version")


@pytest.mark.parametrize("other", [
    record(title="Breeding terns of the Wadden Sea"),
    record(by="Stork, Cleo"),
    record(title=f"Comment on {TITLE}"),
    record(kind=Kind.BOOK),
])  # fmt: skip
def test_others_are_other_works(other):
    assert one_work(preprint(), other).decision is Decision.DIFFERENT
