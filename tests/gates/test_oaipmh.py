"""Fourteen damaged answers of OAI-PMH are read as they were meant, and none is misread in silence; nineteen sound ones too."""

import json
from pathlib import Path

import pytest

from lantai.core.formats import read_chunk
from lantai.core.formats.protocol import Profile
from lantai.sources.protocols.oaipmh.errors import NotOai
from lantai.sources.protocols.oaipmh.replies import read_reply
from tests.shared_data import shared

pytestmark = pytest.mark.gate

FLOOR = json.loads(Path(__file__).with_name("floors").joinpath("oaipmh.json").read_text())


def outcome(path: Path) -> dict[str, object]:
    """Return what an answer says: records with their state, repairs and title, the token, errors, and how whole it is."""
    try:
        reply = read_reply(path.read_bytes())
    except NotOai:
        return {"not": "OAI-PMH"}
    records = []
    for each in reply.records:
        described = (
            None
            if each.refused or b"metadata" not in each.raw
            else read_chunk(each.raw, Profile(format="oai_dc", encoding=reply.encoding))
        )
        records.append({
            "id": each.identifier, "deleted": each.deleted, "refused": each.refused,
            "repairs": sorted({*each.repairs, *([repair.code for repair in described.repairs] if described else [])}),
            "title": described.title.forms[0].value if described and described.title else "",
        })  # fmt: skip
    said = {"records": records, "token": reply.token.value if reply.token else "", "errors": [code for code, _ in reply.errors],
            "others": len(reply.others), "truncated": reply.truncated, "lost": reply.lost, "repairs": list(reply.repairs)}  # fmt: skip
    return {name: value for name, value in said.items() if value}


@pytest.mark.parametrize("folder, count", [("damaged", 14), ("good", 19)])
def test_every_answer_is_read_as_it_was_meant(folder, count):
    outcomes = {path.stem: outcome(path) for path in sorted(shared(f"openaccess/oaipmh/{folder}").iterdir())}
    assert len(outcomes) == count
    assert outcomes == FLOOR[folder]


def test_what_was_mended_is_always_said():
    silent = [
        name for name, said in FLOOR["damaged"].items()
        if name not in ("empty_token_element", "whitespace_token", "no_records_but_token", "token_with_reserved_chars", "deleted_with_metadata")
        and not (said.get("not") or said.get("truncated") or said.get("repairs") or any(each["repairs"] for each in said["records"]))
    ]  # fmt: skip
    assert not silent
