"""Files are kept where they may be, once, with where they came from; what is not kept says why; what is taken down can be put back."""

import msgspec
import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from lantai.apps.fulltext import actions, demo, queries, reading, store
from lantai.apps.fulltext.models import FileKind, FullText, KeptFigure, TextOrigin
from lantai.catalog.kept_texts import files_of, passages_of
from lantai.catalog.models import Moved, Work
from lantai.catalog.tests.conftest import NOW
from lantai.core.formats.fulltext import child
from lantai.core.formats.pdf.reading import Outcome
from lantai.core.formats.pdf.write import Sheet, write
from lantai.infra import confined
from lantai.infra.models import AuditEntry, Job
from lantai.people.models import Account

from .conftest import ARTICLE, PAPER, RUN, SCAN
from .test_fetching import HOST, paper

CITES = write([Sheet(["What happens in the sea", "It was seen before (https://doi.org/10.5555/lakes.1)."])], title="Seas")
ONLY_DESCRIBED = ARTICLE[: ARTICLE.index(b"<body>")] + b"</article>"
LOG_IN = b"<!doctype html><html><body><main><article class='page'><h1>Sign in</h1></article></main></body></html>"


def test_an_article_is_kept_with_the_work_of_its_doi_and_its_text_can_be_answered_from(keep, works):
    kept = keep(ARTICLE)
    assert (kept.work, kept.kind, kept.version, kept.label, kept.said_by, kept.rule) == (
        works["Lakes"], "jats", "published", "CC BY 4.0", "file", "license",
    )  # fmt: skip
    assert (kept.outcome, kept.language, kept.figures.count()) == (Outcome.READ, "en", 2)
    assert [figure.may_be_shown for figure in kept.figures.all()] == [True, False]
    assert store.get(kept.digest) == ARTICLE
    (first, second) = passages_of([kept.work_id])[kept.work_id]
    assert (first.text, first.kind, second.text, second.titles) == ("In short.", "abstract", "They grow.", ("Results",))
    assert second.address == f"/fulltext/{kept.pk}/?at=s2#s2"
    assert [(f.media_type, f.license, f.digest) for f in files_of([kept.work_id])[kept.work_id]] == [
        ("application/xml", "CC BY 4.0", kept.digest)
    ]
    assert AuditEntry.objects.filter(action="fulltext.keep").count() == 1


def test_the_same_file_again_is_one_and_with_another_work_refused(keep):
    first = keep(PAPER, "Lakes")
    assert keep(PAPER, "Lakes") == first
    with pytest.raises(actions.NotKept) as refused:
        keep(PAPER, "Rivers")
    assert refused.value.code == "other-work"
    assert FullText.objects.count() == 1


def test_a_pdf_is_read_in_a_process_of_its_own_with_its_picture_and_says_its_license(keep, monkeypatch):
    monkeypatch.setattr(confined, "run", RUN)
    kept = keep(PAPER)
    assert (kept.work.title, kept.page_count, kept.label, kept.said_by) == ("Lakes", 2, "CC BY 4.0", "file")
    figure = kept.figures.get()
    assert (figure.label, figure.caption, figure.page, figure.width) == ("Figure 1", "Lakes in spring.", 1, 320)
    assert store.get(figure.picture)[:4] == b"RIFF"
    assert [p.page for p in passages_of([kept.work_id])[kept.work_id]] == [1, 1, 1, 2]


@pytest.mark.parametrize(
    ("data", "more", "code"),
    [
        (SCAN, {"work": "Rivers"}, "no-license"),
        (SCAN, {"work": "Rivers", "license": "publisher-specific-oa"}, "publisher-words"),
        (SCAN, {"license": "CC BY 4.0"}, "no-work"),
        (ARTICLE, {"work": "Rivers"}, "other-work"),
        (b"plain words", {"work": "Rivers"}, "not-read"),
        (ARTICLE[:300], {}, "damaged"),
        (LOG_IN, {"work": "Rivers", "license": "CC BY 4.0"}, "not-read"),
        (ONLY_DESCRIBED, {"work": "Lakes", "origin": TextOrigin.FETCHED}, "no-text"),
        (CITES, {"license": "CC BY 4.0"}, "not-its-title"),
    ],
)
def test_what_is_not_kept_says_why(keep, data, more, code):
    with pytest.raises(actions.NotKept) as refused:
        keep(data, **more)
    assert refused.value.code == code
    assert not FullText.objects.exists()
    assert store.total_bytes() == 0


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <html> --><!DOCTYPE article PUBLIC '-//NLM//DTD' 'a.dtd'>\n" + ARTICLE, FileKind.JATS),
        (ARTICLE.decode().encode("utf-16"), FileKind.JATS),
        (b"<article class='post'><h1>Sign in</h1></article>", None),
        (b"<html>" + ARTICLE + b"</html>", None),
        (b"<article><sub-article><front><article-meta/></front></sub-article></article>", None),
        (b"<article", None), (b"", None),
    ],
)  # fmt: skip
def test_an_article_in_jats_is_told_by_its_root_and_description(data, kind):
    assert reading.kind_of(data) is kind


def test_an_article_that_was_fetched_is_of_the_version_that_is_said_and_else_of_an_unknown_one(keep):
    assert keep(ARTICLE, "Lakes", origin=TextOrigin.FETCHED).version == ""


def test_a_license_of_the_catalog_is_taken_for_its_version_or_its_address_alone(keep, take):
    take(paper(1), name="works.jsonl")
    work = Work.objects.get(title="Paper 1")
    given = {"by": None, "work": work.pk, "file_name": "a.pdf", "origin": TextOrigin.COMMAND, "now": NOW}
    for version in ("", "published"):
        with pytest.raises(actions.NotKept) as refused:
            actions.keep(data=SCAN, version=version, **given)
        assert refused.value.code == "no-license"
    for data, more in ((SCAN, {"version": "accepted"}), (CITES, {"url": f"{HOST}/1.pdf"})):
        kept = actions.keep(data=data, **given, **more).full_text
        assert (kept.label, kept.said_by) == ("CC BY", "catalog")


@pytest.mark.parametrize(
    ("title", "is_it"),
    [("Lakes in spring", True), ("LAKES IN  SPRING!", True), ("Lakes in the spring", False), ("akes in spring, what follo", True), ("ring", False)],
)  # fmt: skip
def test_a_pdf_is_of_the_work_whose_title_is_on_it(keep, works, title, is_it):
    Work.objects.filter(pk=works["Lakes"].pk).update(title=title)
    paper = write([Sheet(["10.5555/lakes.1", "Lakes in spring", "What follows are words enough for a page."])])
    if is_it:
        assert keep(paper, license="CC BY 4.0").work == works["Lakes"]
    else:
        with pytest.raises(actions.NotKept, match="title"):
            keep(paper, license="CC BY 4.0")


def test_a_deposit_is_kept_without_a_license_and_a_scan_says_that_it_has_no_text(keep):
    kept = keep(SCAN, "Rivers", deposit=True, version="accepted")
    assert (kept.rule, kept.label, kept.outcome, kept.has_text, kept.version) == (
        "own-deposit",
        "",
        Outcome.NO_TEXT,
        False,
        "accepted",
    )


def test_figures_of_a_text_that_may_not_be_changed_are_not_shown_apart(keep):
    keep(PAPER, "Lakes", license="CC BY-ND 4.0")
    assert [figure.may_be_shown for figure in KeptFigure.objects.all()] == [False]


def test_a_file_that_takes_too_much_is_kept_and_says_so(keep, monkeypatch):
    def ended(*given, **more):
        raise confined.Confined("it was not done after 90 s", by_limit=True)

    monkeypatch.setattr(confined, "run", ended)
    assert keep(PAPER, "Lakes", license="CC BY").outcome == Outcome.TOO_MUCH
    assert reading.read(ARTICLE).outcome == Outcome.TOO_MUCH  # XML is read there, too


def test_an_upload_is_read_later_by_a_job(keep, works, librarian):
    kept = keep(PAPER, "Lakes", by=librarian, license="CC BY 4.0", later=True)
    assert (kept.outcome, Job.objects.get(name="fulltext.read").payload) == ("", {"number": kept.pk})
    assert actions.read_waiting(now=NOW, number=kept.pk) == 1
    kept.refresh_from_db()
    assert (kept.outcome, kept.page_count) == (Outcome.READ, 2)
    with pytest.raises(PermissionDenied):
        keep(PAPER, "Lakes", by=Account.objects.create_user("reader"))


def test_an_upload_is_kept_by_the_license_in_the_file_where_nobody_else_says_one(keep, librarian):
    kept = keep(PAPER, "Lakes", by=librarian, later=True)
    assert (kept.label, kept.said_by, kept.outcome) == ("CC BY 4.0", "file", Outcome.READ)
    assert not Job.objects.filter(name="fulltext.read").exists()
    with pytest.raises(actions.NotKept) as refused:
        keep(SCAN, "Rivers", by=librarian, later=True)
    assert refused.value.code == "no-license"


def test_pictures_of_a_pdf_do_not_outlive_its_reading_and_those_beside_an_article_do(keep, monkeypatch):
    pdf, xml = keep(PAPER, "Lakes"), keep(ARTICLE, "Lakes", pictures={"g1.png": demo._png()})

    def without_pictures(module, data, limits):
        return child.encoded(msgspec.structs.replace(child.decoded(child.main(data)), pictures=()))

    monkeypatch.setattr(confined, "run", without_pictures)
    for one, left in ((pdf, 0), (xml, 1)):
        assert one.figures.exclude(picture="").count() == 1
        actions.read_waiting(now=NOW, number=one.pk)
        assert one.figures.exclude(picture="").count() == left


def test_what_is_taken_down_is_hidden_kept_and_not_taken_in_again(keep, librarian):
    kept = keep(PAPER, "Lakes")
    with pytest.raises(ValidationError):
        actions.take_down(by=librarian, full_text=kept, why=" ", now=NOW)
    actions.take_down(by=librarian, full_text=kept, why="The publisher asked", now=NOW)
    assert not files_of([kept.work_id])
    assert queries.shown(kept.pk) is None
    with pytest.raises(actions.NotKept) as refused:
        keep(PAPER, "Lakes")
    assert "The publisher asked" in refused.value.said
    actions.put_back(by=librarian, full_text=kept, now=NOW)
    assert files_of([kept.work_id])
    assert [e.action for e in AuditEntry.objects.order_by("pk")] == ["fulltext.keep", "fulltext.take_down", "fulltext.put_back"]


def test_files_follow_a_work_that_became_another_and_hide_with_a_deleted_one(keep, works):
    kept = keep(PAPER, "Lakes")
    Work.objects.filter(pk=kept.work_id).update(state=Work.State.MOVED)
    Moved.objects.create(work=works["Lakes"], to=works["Rivers"])
    assert queries.shown(kept.pk) is None
    assert actions.follow_works() == 1
    assert queries.shown(kept.pk).work == works["Rivers"]
    Work.objects.filter(pk=works["Rivers"].pk).update(state=Work.State.DELETED)
    assert queries.shown(kept.pk) is None
    assert store.get(kept.digest) == PAPER


def test_bytes_that_were_lost_or_changed_are_noticed(keep):
    kept = keep(PAPER, "Lakes")
    store.place(kept.digest).write_bytes(b"something else")
    with pytest.raises(store.Lost):
        store.get(kept.digest)
    actions.read_waiting(now=NOW, number=kept.pk)
    kept.refresh_from_db()
    assert (kept.outcome, "damaged" in kept.detail) == (Outcome.BROKEN, True)
