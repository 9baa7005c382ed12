"""What areas say with the same words is shown in the same words, and what Django or Wagtail say does not come before it.

The sentences of all areas meet in one catalog: of two translations of one sentence only one is ever seen, on the pages of both areas. A word that
means two things (a copy to lend, to copy) needs a context: pgettext, {% translate … context … %}.
"""

import sys

import pytest
from django.utils import translation
from tests.repository.tree import ROOT


@pytest.mark.parametrize(("folder", "code"), [("zh_Hans", "zh-hans"), ("ar", "ar")])
def test_every_sentence_is_shown_as_its_area_translated_it(monkeypatch, folder, code):
    monkeypatch.setattr(sys, "path", [str(ROOT / "tools"), *sys.path])
    import messages

    differing = []
    for locale in messages.domains():
        path = messages.po_path(locale, folder)
        for message in messages.load(path, folder):
            if not message.id or message.pluralizable:
                continue
            with translation.override(code):
                shown = translation.pgettext(message.context, message.id) if message.context else translation.gettext(message.id)
            if shown != message.string:
                differing.append(f"{path.parents[3].name}: {message.id!r} is {message.string!r}, shown is {shown!r}")
    assert not differing, "\n".join(differing)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "عمل واحد"),
        (2, "عملان"),
        (3, "أعمال"),
        (10, "أعمال"),
        (11, "عملًا"),
        (99, "عملًا"),
        (100, "عمل"),
        (102, "عمل"),
        (1095, "عملًا"),
    ],
)
def test_arabic_counts_with_the_form_that_goes_with_the_number(count, said):
    with translation.override("ar"):
        assert translation.ngettext("%(n)s work", "%(n)s works", count).removeprefix("%(n)s ") == said
