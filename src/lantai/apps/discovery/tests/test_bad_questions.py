"""What stands in a search box or an address by mistake or malice gets a page that says what was made of it; never an error, never everything."""

import html
import re
from urllib.parse import quote

import pytest

from lantai.catalog.tests.conftest import record

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = [
    ("/search/?q=", "There was nothing to look for"),
    ("/search/?q=%20%E3%80%80%20", "There was nothing to look for"),
    (f"/search/?q={quote('&')}", "There are no words in this question"),
    (f"/search/?q={quote('***')}", "There are no words in this question"),
    (f"/search/?q={quote('「」、。')}", "There are no words in this question"),
    (f"/search/?q={quote(chr(34) + 'silk roads')}", "A quotation mark had no partner", "The silk roads"),
    (f"/search/?q={quote('((silk roads')}", "Brackets that did not pair were left out", "The silk roads"),
    (f"/search/?q={quote('silk AND')}", "left out: AND", "The silk roads"),
    (f"/search/?q={quote('silk title:')}", "Nothing stood after the name of a field, so it was searched as a word: title:"),
    (f"/search/?q={quote('silk roads ' + 'silk ' * 1000)}", "The question was very long", "The silk roads"),
    (f"/search/?q={quote(' '.join(f'word{n}' for n in range(500)))}", "The question was very long"),
    ("/search/?q=" + "a" * 5000, "The question was very long"),
    ("/search/?q=sil%00k%00%20roads", "Characters that cannot be seen", "The silk roads"),
    ("/search/?q=silk%ED%A0%80%20roads", "The silk roads"),
    ("/search/?q=silk%FF", "silk"),
    (f"/search/?q={quote(chr(0x202E) + 'silk roads')}", "The silk roads"),
    (f"/search/?q={quote('si' + chr(0x200D) + 'lk roads')}", "The silk roads"),
    (f"/search/?q={quote('می' + chr(0x200C) + 'شود')}", "می\u200cشود"),
    ("/search/?q=silk&page=-1", "There is no such page (-1); this is the nearest one.", "The silk roads"),
    ("/search/?q=silk&page=1000000000", "There is no such page", "The silk roads"),
    ("/search/?q=silk&page=" + "9" * 400, "There is no such page", "The silk roads"),
    ("/search/?q=silk&page=second", "There is no such page (second)", "The silk roads"),
    ("/search/?q=silk&colour=red", "does not know; it was left out: colour", "The silk roads"),
    ("/search/?q=silk&language=xx", "Nothing was found for", "Without any filter"),
    (f"/search/?q=silk&from={quote('abc–')}", "This is not a year and was left out: abc–", "The silk roads"),
    ("/search/?q=silk&from=2020&to=1900", "The years stood the wrong way round; this was searched: 1900–2020", "The silk roads"),
    ("/search/?q=silk&sort=colour", "Results cannot be sorted like this", "The silk roads"),
    ("/search/?q=silk&in=colour", "There is no such field", "The silk roads"),
]


def test_each_question_and_each_address_has_its_answer(client, take):
    take([record("1", "The silk roads", by="Frankopan", lang="en", year="2015"), record("2", "红楼梦", lang="zh", year="1982")])
    wrong = {}
    for address, *said in ROWS:
        answer = client.get(address)
        raw = answer.content.decode()
        shown = " ".join(html.unescape(re.sub(r"</?bdi[^>]*>|</?mark[^>]*>|[\u2066-\u2069]", "", raw)).split())
        missing = [text for text in said if text not in shown]
        if answer.status_code != 200 or missing or "红楼梦" in shown or re.search("[\x00-\x08\u202a-\u202e\ud800-\udfff]", raw):
            wrong[address[:80]] = (answer.status_code, missing)
    assert wrong == {}


def test_a_page_that_is_not_there_is_told_once(client, take):
    take([record("1", "The silk roads", lang="en")])
    assert client.get("/search/?q=silk&page=1000000000").text.count("There is no such page") == 1
    assert client.get("/search/?q=silk&page=2").text.count("There is no such page") == 1
