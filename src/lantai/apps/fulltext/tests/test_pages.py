"""What readers see: the file before other copies, its text with figures, parts of it, nothing that runs; what staff see and may do."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import lantai
from lantai.apps.fulltext import actions, demo, queries
from lantai.apps.fulltext.models import FullText, KeptFigure
from lantai.catalog import index
from lantai.catalog.tests.conftest import NOW
from lantai.core.formats.fulltext import child
from lantai.infra import confined
from lantai.people.tests.signing import show_factor

from .conftest import ARTICLE, PAPER


@pytest.fixture
def article(keep) -> FullText:
    return keep(ARTICLE.replace(b"In short.", b"In <italic>short</italic> &lt;script&gt;."))


@pytest.fixture
def pdf(keep) -> FullText:
    return keep(PAPER, "Lakes", file_name='lakes "1".pdf')


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_record_leads_to_the_text_before_other_copies(client, article, django_assert_max_num_queries):
    shown = page(client, f"/works/{article.work_id}/")
    first = re.search(r'class="access".*?<a class="btn main" href="([^"]+)"', shown, re.S)
    assert first[1] == f"/fulltext/{article.pk}/"
    for said in ("Full text here", "Full text here", "Read the text", "CC BY 4.0"):
        assert said in shown


def test_the_text_is_shown_with_sections_figures_table_references_and_no_markup_of_its_own(client, article):
    shown = page(client, f"/fulltext/{article.pk}/")
    for said in (
        'lang="en"', "In short &lt;script&gt;.", ">Results</h2>", "Figure 1", "In metres.", "<td", "East", "Tern A. 2001. Rivers.",
        "https://doi.org/10.5555/rivers", "Its license lets anybody keep it and pass it on.", article.digest, 'href="#s2"',
    ):  # fmt: skip
        assert said in shown
    assert "<script>." not in shown
    assert "grow" in page(client, f"/fulltext/{article.pk}/?q=they+GROW")
    assert "do not stand together" in page(client, f"/fulltext/{article.pk}/?q=nowhere")


def test_figures_are_shown_by_their_license_and_pictures_do_nothing(client, pdf, article):
    shown = page(client, f"/fulltext/{article.pk}/figures/")
    assert "does not let it be shown apart" in shown
    assert "All rights reserved" in shown
    figure = pdf.figures.get()
    assert f"/fulltext/figures/{figure.pk}.webp" in page(client, f"/fulltext/{pdf.pk}/figures/")
    answer = client.get(f"/fulltext/figures/{figure.pk}.webp")
    assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"]) == (200, "image/webp", "nosniff")
    assert "sandbox" in answer["Content-Security-Policy"]
    KeptFigure.objects.update(may_be_shown=False)
    assert client.get(f"/fulltext/figures/{figure.pk}.webp").status_code == 404


def test_a_pdf_is_sent_whole_or_in_parts_and_may_load_nothing(client, pdf):
    whole = client.get(f"/fulltext/{pdf.pk}/file")
    assert (b"".join(whole.streaming_content), whole["Content-Type"], whole["Accept-Ranges"]) == (
        PAPER,
        "application/pdf",
        "bytes",
    )
    assert whole["Cache-Control"] == "private, no-cache"
    assert whole["Content-Disposition"] == r'inline; filename="lakes \"1\".pdf"'
    assert "default-src 'none'" in whole["Content-Security-Policy"]
    for asked, status, said, body in (
        ("bytes=0-9", 206, f"bytes 0-9/{len(PAPER)}", PAPER[:10]),
        ("bytes=-5", 206, f"bytes {len(PAPER) - 5}-{len(PAPER) - 1}/{len(PAPER)}", PAPER[-5:]),
        (f"bytes={len(PAPER)}-", 416, f"bytes */{len(PAPER)}", b""),
        ("bytes=0-1,4-5", 200, None, PAPER),
        ("lines=1-2", 200, None, PAPER),
    ):
        part = client.get(f"/fulltext/{pdf.pk}/file", headers={"range": asked})
        assert (part.status_code, part.headers.get("Content-Range"), b"".join(part) if part.streaming else b"") == (
            status,
            said,
            body,
        )
    assert client.get(f"/fulltext/{pdf.pk}/file", headers={"if-none-match": whole["ETag"]}).status_code == 304


def test_xml_is_taken_away_and_not_shown(client, article):
    answer = client.get(f"/fulltext/{article.pk}/file")
    assert answer["Content-Type"] == "application/xml"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_nothing_is_shown_of_what_was_taken_down(client, pdf, librarian):
    actions.take_down(by=librarian, full_text=pdf, why="Asked by its publisher", now=NOW)
    for address in ("", "figures/", "file"):
        assert client.get(f"/fulltext/{pdf.pk}/{address}").status_code == 404
    assert client.get(f"/fulltext/figures/{pdf.figures.get().pk}.webp").status_code == 404
    assert "Full text here" not in page(client, f"/works/{pdf.work_id}/")


def test_long_texts_come_in_parts(client, keep, works):
    body = "".join(f"<sec><title>Part {n}</title><p>{'word ' * 20_000}</p></sec>" for n in range(6))
    long = keep(ARTICLE.replace(b'<sec id="a">', body.encode() + b'<sec id="a">'))
    first = page(client, f"/fulltext/{long.pk}/")
    assert 'href="?page=2#s' in first
    assert "Tern A." not in first
    last = page(client, f"/fulltext/{long.pk}/?page=99")
    assert "Tern A." in last
    assert 'id="f1"' in page(client, f"/fulltext/{long.pk}/?at=f1")


@pytest.fixture
def staff(client, librarian):
    client.force_login(librarian)
    show_factor(client, librarian)
    return client


def test_staff_add_a_file_take_it_down_and_choose(staff, works):
    work = works["Rivers"].pk
    refused = staff.post(f"/desk/fulltext/works/{work}/add/", {"file": SimpleUploadedFile("a.txt", b"no paper")})
    assert (refused.status_code, "neither a PDF" in refused.content.decode()) == (400, True)
    given = {"file": SimpleUploadedFile("rivers.pdf", PAPER), "license": "CC BY 4.0", "version": "accepted"}
    staff.post(f"/desk/fulltext/works/{work}/add/", given)
    kept = FullText.objects.get()
    assert (kept.origin, kept.version, kept.said_by, kept.by.username) == ("upload", "accepted", "staff", "librarian")
    assert "It has not been read yet." in page(staff, f"/desk/fulltext/{kept.pk}/")
    staff.post(f"/desk/fulltext/{kept.pk}/take-down/", {"why": "Wrong file"})
    assert "Wrong file" in page(staff, f"/desk/fulltext/{kept.pk}/")
    staff.post("/desk/fulltext/choose/", {"fetches": "on", "gigabytes": "7"})
    chosen = queries.practice()
    assert (chosen.fetches, chosen.most_bytes, chosen.is_searched) == (True, 7_000_000_000, False)
    assert "Rivers" in page(staff, "/desk/fulltext/")
    assert page(staff, "/desk/fulltext/not-kept/")


def test_the_list_of_full_texts_costs_the_same_for_one_and_for_many(client, pdf, keep, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        assert "Lakes" in page(client, "/fulltext/")


def test_programs_are_told_of_the_file_and_its_license(client, pdf):
    (told,) = client.get(f"/api/v1/works/{pdf.work_id}").json()["files"]
    assert told["url"] == f"http://testserver/fulltext/{pdf.pk}/file"
    assert (told["license"], told["sha256"], told["media_type"], told["size"]) == (
        "CC BY 4.0",
        pdf.digest,
        "application/pdf",
        len(PAPER),
    )
    shown = page(client, f"/works/{pdf.work_id}/")
    assert f'<meta name="citation_pdf_url" content="http://testserver/fulltext/{pdf.pk}/file">' in shown
    for said in ('"@type":"MediaObject"', f'"sha256":"{pdf.digest}"', '"license":"https://creativecommons.org/licenses/by/4.0/"'):
        assert said in shown


def test_words_of_a_full_text_find_its_work_where_the_library_wants_so_and_are_shown(client, pdf, librarian):
    index.refresh()
    assert not results(client, "another story")
    actions.choose(by=librarian, now=NOW, fetches=False, most_bytes=10**9, is_searched=True)
    index.refresh()
    assert f"/works/{pdf.work_id}/" in results(client, "another story")
    assert f'<a href="/fulltext/{pdf.pk}/?at=p2#p2" rel="nofollow">In the full text</a>' in results(client, "another story")
    actions.take_down(by=librarian, full_text=pdf, why="Asked for", now=NOW)
    index.refresh()
    assert not results(client, "another story")


def results(client, question: str) -> str:
    shown = page(client, f"/search/?q={question.replace(' ', '+')}")
    return shown if "In the full text" in shown or "/works/" in shown.partition("<main")[2] else ""


def test_the_demo_library_has_made_up_texts_in_three_languages(take, monkeypatch):
    monkeypatch.setattr(confined, "run", lambda module, data, limits: child.main(data))
    take((Path(lantai.__file__).parent / "demo" / "files" / "made-up-papers.jsonl").read_bytes(), name="made-up.jsonl")
    demo.furnish(now=NOW)
    demo.furnish(now=NOW)
    kept = list(FullText.objects.order_by("pk"))
    assert [(one.kind, one.language, one.label, one.origin) for one in kept] == [
        ("jats", "en", "CC BY-SA 4.0", "demo"), ("jats", "zh", "CC BY-NC 4.0", "demo"), ("jats", "ar", "CC BY-NC 4.0", "demo"),
        ("pdf", "", "CC BY-NC-ND", "demo"),
    ]  # fmt: skip
    assert all(one.has_text and one.figures.exclude(picture="").count() == 1 for one in kept)
    assert [figure.may_be_shown for one in kept for figure in one.figures.all()] == [True, True, True, False]
