"""What files say against a license, in several languages, and what is no such word."""

import pytest

from lantai.core.bib.licenses import license_of
from lantai.core.formats.fulltext import FullText, Passage, full_text
from lantai.core.formats.fulltext.statements import Against, speaking_against
from lantai.core.formats.fulltext.tests.test_fulltext import ARTICLE


def pdf(*pages):
    told = (
        Passage(anchor=f"p{n}", kind="page", titles=(), paragraphs=(words,), page=n) for n, words in enumerate(pages, start=1)
    )
    return FullText(passages=tuple(told), page_count=len(pages))


@pytest.mark.parametrize(
    ("words", "claimed", "kinds"),
    [
        ("© 2020 Example Press. All rights reserved.", "CC BY 4.0", [Against.RESERVED]),
        ("© Example Press, all rights\nreserved", "", [Against.RESERVED]),
        ("版权所有，翻印必究。", "CC BY 4.0", [Against.RESERVED]),
        ("جميع الحقوق محفوظة للناشر", "CC BY 4.0", [Against.RESERVED]),
        ("Todos los derechos reservados", "CC0 1.0", [Against.RESERVED]),
        ("Все права защищены", "", [Against.RESERVED]),
        ("All rights reserved. Open access under the CC BY license.", "CC BY 4.0", []),
        ("Under https://creativecommons.org/licenses/by-nc-nd/4.0/.", "CC BY 4.0", [Against.STRICTER]),
        ("Licensed under a Creative Commons Attribution-NonCommercial-NoDerivatives license", "CC BY 4.0", [Against.STRICTER]),
        ("Under CC BY 4.0", "CC BY-NC 4.0", [Against.OTHER]),
        ("Under CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", []),
        ("For personal use only. Not for redistribution.", "CC BY 4.0", [Against.NOT_HERE]),
        ("This version may not be posted in a repository. CC BY", "CC BY 4.0", [Against.NOT_HERE]),
        ("仅供个人学习使用", "", [Against.NOT_HERE]),
        ("The rights of readers, and how lakes are reserved for birds", "CC BY 4.0", []),
        ("", "CC BY 4.0", []),
    ],
)
def test_words_speak_against_a_claim_or_do_not(words, claimed, kinds):
    found = speaking_against(pdf(words), license_of(claimed) if claimed else None)
    assert [one.kind for one in found] == kinds
    assert all(one.page == 1 and one.words for one in found)


def test_of_a_long_pdf_the_first_and_the_last_pages_are_looked_at():
    reserved, other = "All rights reserved.", "A page."
    pages = [other] * 8
    at = {
        n: [one.page for one in speaking_against(pdf(*pages[:n], reserved, *pages[n + 1 :]), license_of("CC BY 4.0"))]
        for n in range(8)
    }
    assert at == {0: [1], 1: [2], 2: [], 3: [], 4: [], 5: [], 6: [7], 7: [8]}


def test_of_jats_the_words_about_the_article_are_looked_at():
    text = full_text(ARTICLE)
    assert speaking_against(text, license_of(text.license)) == ()
    [found] = speaking_against(text, license_of("CC0 1.0"))
    assert found.kind is Against.STRICTER
    closed = full_text(
        ARTICLE.replace(
            b"<permissions>", b"<permissions><copyright-statement>\xc2\xa9 2020. All rights reserved.</copyright-statement>"
        )
    )
    assert "All rights reserved" in closed.permissions
