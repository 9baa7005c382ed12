"""What is looked for in a page without a browser is found where it is wrong."""

import pytest

from .said import faults_said

PAGE = """<html lang="ar" dir="rtl"><title>مكتبة</title><link rel="canonical" href="https://here.example/">
<main><h1>مكتبة</h1><nav aria-label="أبواب"></nav><nav aria-labelledby="n"></nav><b id="n">صفحات</b><a href="/">اقرأ</a></main>"""


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('lang="ar"', 'lang="en"', "it calls itself ('en', 'rtl')"),
        ('dir="rtl"', 'dir="ltr"', "it calls itself ('ar', 'ltr')"),
        ("<title>مكتبة", "<title>", "without a name: <title>"),
        ("<h1>مكتبة", "<h1> ", "without a name: <h1>"),
        ("اقرأ", "", 'without a name: <a href="/">'),
        ('"أبواب"', '" "', 'without a name: <nav aria-label=" ">'),
        ("صفحات", "أبواب", "two landmarks called 'أبواب'"),
        ("<h1>", "<h2>", "not one heading of the first level"),
        (
            "<main>",
            '<main><img alt="" src="https://there.example/a.png">',
            "it asks another machine: https://there.example/a.png",
        ),
    ],
)
def test_what_is_wrong_with_a_page_by_its_text_alone_is_seen(right, wrong, said):
    assert list(faults_said(PAGE, "ar")) == []
    (found,) = faults_said(PAGE.replace(right, wrong), "ar")
    assert found.startswith(said)
