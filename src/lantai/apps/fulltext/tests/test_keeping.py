"""Files are kept where they may be, once, with where they came from; what is not kept says why; what is taken down can be put back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from lantai.apps.fulltext import actions, queries, store
from lantai.apps.fulltext.models import FullText, KeptFigure
from lantai.catalog.kept_texts import files_of, passages_of
from lantai.catalog.models import Moved, Work
from lantai.catalog.tests.conftest import NOW
from lantai.core.formats.pdf.reading import Outcome
from lantai.infra import confined
from lantai.infra.models import AuditEntry, Job
from lantai.people.models import Account

from .conftest import ARTICLE, PAPER, RUN, SCAN


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
    ],
)
def test_what_is_not_kept_says_why(keep, data, more, code):
    with pytest.raises(actions.NotKept) as refused:
        keep(data, **more)
    assert refused.value.code == code
    assert not FullText.objects.exists()
    assert store.total_bytes() == 0


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


def test_an_upload_is_read_later_by_a_job(keep, works, librarian):
    kept = keep(PAPER, "Lakes", by=librarian, license="CC BY 4.0", later=True)
    assert (kept.outcome, Job.objects.get(name="fulltext.read").payload) == ("", {"number": kept.pk})
    assert actions.read_waiting(now=NOW, number=kept.pk) == 1
    kept.refresh_from_db()
    assert (kept.outcome, kept.page_count) == (Outcome.READ, 2)
    with pytest.raises(PermissionDenied):
        keep(PAPER, "Lakes", by=Account.objects.create_user("reader"))


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
