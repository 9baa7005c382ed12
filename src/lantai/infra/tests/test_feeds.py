"""Feeds are valid Atom whatever is written into them."""

from datetime import UTC, datetime
from xml.etree import ElementTree

from lantai.infra.feeds import Entry, feed, plain

ATOM = "{http://www.w3.org/2005/Atom}"
AT = datetime(2026, 12, 1, 9, tzinfo=UTC)


def test_texts_keep_what_xml_can_hold_and_lose_the_rest():
    assert plain("a\x00\x0b\ud800b\ufffec") == "abc"
    assert plain("می\u200cرود\u3000一\n二") == "می\u200cرود 一 二"


def test_a_feed_has_what_rfc_4287_asks_for(rf, settings):
    settings.LIBRARY_NAME = "Lakeside"
    entries = [
        Entry("A <b>", "http://testserver/works/1/", AT, about="x < y & z"),
        Entry("B", "http://b.example/", AT, by="Ana", key="k"),
    ]
    answer = feed(rf.get("/new/feed/?lang=en"), title="New", page="/new/", entries=entries)
    root = ElementTree.fromstring(answer.content)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [root.findtext(f"{ATOM}{part}") for part in ("id", "title", "author/" + ATOM + "name")] == [
        "http://testserver/new/", "New", "Lakeside",
    ]  # fmt: skip
    assert {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")} == {
        "alternate": "http://testserver/new/", "self": "http://testserver/new/feed/?lang=en",
    }  # fmt: skip
    first, second = root.findall(f"{ATOM}entry")
    assert (first.findtext(f"{ATOM}title"), first.findtext(f"{ATOM}summary")) == ("A <b>", "x &lt; y &amp; z")
    assert (second.findtext(f"{ATOM}id"), second.findtext(f"{ATOM}author/{ATOM}name")) == ("k", "Ana")
    assert second.find(f"{ATOM}summary") is None
