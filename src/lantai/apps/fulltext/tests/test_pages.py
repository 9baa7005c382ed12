"""What readers see: the file before other copies, its text with figures, parts of it, nothing that runs; what staff see and may do."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lantai.apps.fulltext import actions, queries
from lantai.apps.fulltext.models import FullText, KeptFigure
from lantai.catalog.tests.conftest import NOW
from lantai.core.formats.pdf.tests.test_pdf import PAPER
from lantai.people.tests.signing import show_factor

from .conftest import ARTICLE


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
    assert "Tern A." in page(client, f"/fulltext/{long.pk}/?page=99")


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
