"""Every sentence of the site is there in every language, with its placeholders; see tools/messages.py."""

import sys

from .tree import ROOT


def test_every_sentence_is_translated(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(ROOT / "tools"), *sys.path])
    import messages

    assert list(messages.problems()) == []
