"""Files of full texts by command: every file is counted, refused ones are named, a table says what the files do not."""

import json

from lantai.apps.fulltext.models import FullText
from lantai.apps.fulltext.tests.conftest import ARTICLE, PAPER, RIS, SCAN
from lantai.cli import FAILED, OK, UNUSABLE, fulltext, main
from lantai.core.formats.fulltext import child
from lantai.infra import confined


def test_files_are_kept_counted_and_named_where_they_are_not(take, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(confined, "run", lambda module, data, limits: child.main(data))
    monkeypatch.setattr("lantai.cli.fulltext.library_ready", lambda quiet: None)
    take(RIS, name="papers.ris")
    folder = tmp_path / "given"
    folder.mkdir()
    for name, data in (("a.xml", ARTICLE), ("b.pdf", PAPER), ("c.pdf", SCAN), ("d.pdf", b"%PDF-1.4"), ("e.xml", b"<html/>")):
        (folder / name).write_bytes(data)
    table = tmp_path / "map.csv"
    table.write_text("file,doi,license,version\nc.pdf,https://doi.org/10.5555/RIVERS.1,CC BY 4.0,accepted\n", "utf-8")

    assert main(["fulltext", "add", str(folder), "--map", str(table), "--json"]) == FAILED
    *lines, totals = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert totals == {"in": 5, "new": 3, "same": 0, "refused": 2}
    assert [(one["outcome"], one.get("read"), one.get("code")) for one in lines] == [
        ("new", "read", None), ("new", "read", None), ("new", "no-text", None), ("refused", None, "no-work"), ("refused", None, "not-read"),
    ]  # fmt: skip
    assert FullText.objects.get(file_name="c.pdf").version == "accepted"
    assert main(["fulltext", "add", str(folder / "a.xml"), "--json"]) == OK
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == {"in": 1, "new": 0, "same": 1, "refused": 0}
    assert main(["fulltext", "passages", str(lines[0]["work"])]) == OK
    assert json.loads(capsys.readouterr().out.splitlines()[0])["text"] == "In short."
    assert main(["fulltext", "add", str(folder), "--work", "1"]) == UNUSABLE


def test_an_article_gets_pictures_of_its_own_folder_and_of_a_shared_one_only_where_it_is_alone(tmp_path, monkeypatch):
    (tmp_path / "b").mkdir()
    for name in ("a.xml", "a.pdf", "fig1.png", "b/fig1.png"):
        (tmp_path / name).write_bytes(name.encode())
    assert dict(fulltext._pictures(tmp_path / "a.xml")) == {"fig1.png": b"fig1.png"}
    assert not fulltext._pictures(tmp_path / "a.pdf")
    (tmp_path / "b.nxml.xz").write_bytes(b"")
    assert not fulltext._pictures(tmp_path / "a.xml")
    assert dict(fulltext._pictures(tmp_path / "b.nxml.xz")) == {"fig1.png": b"b/fig1.png"}
    found = fulltext._pictures(tmp_path / "b.nxml.xz")
    (tmp_path / "b" / "fig1.png").unlink()
    assert list(found) == ["fig1.png"]  # named, and not read before it is asked for
