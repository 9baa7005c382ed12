"""An expansion in plain data and in plain lines: for the command line, the API, and whoever wants to know why a work was found."""

from collections.abc import Iterator, Mapping

from lantai.core.bilingual.entry import Origin

from .expansion import Alternative, Concept, Expansion

FROM_RECORDS = (Origin.LEARNED, Origin.NAME)
"""Where evidence is counted in records of the library; elsewhere in entries of a lexicon."""


def as_data(expansion: Expansion, found: Mapping[str, int]) -> dict[str, object]:
    """Return the expansion as JSON has it. ``found``: code of a translation -> how many of the works found have it."""
    return {
        "languages": list(expansion.languages),
        "only_my_words": expansion.off,
        "concepts": [_concept(concept, found) for concept in expansion.concepts],
        "untranslated": list(expansion.untranslated),
    }


def as_lines(expansion: Expansion, found: Mapping[str, int]) -> Iterator[str]:
    """Yield the expansion as people read it, a translation a line."""
    if expansion.off:
        yield "only your own words were searched"
    elif not expansion.concepts:
        yield "no words to translate"
    for concept in expansion.concepts:
        has_any = concept.alternatives or concept.dropped
        yield f"{concept.text}  [{concept.lang or '?'}]" + ("" if has_any else "  no translation is known that this library has")
        for one in concept.alternatives:
            shown = f"{one.text}  [{one.lang}]  weight {one.weight:.2f}"
            yield f"    {shown}  {_why(one)}; in {found.get(one.code, 0)} of the works shown  x={one.code}"
        for one in concept.dropped:
            yield f"    ({one.text}  [{one.lang}]  dropped)"


def _concept(concept: Concept, found: Mapping[str, int]) -> dict[str, object]:
    return {
        "text": concept.text,
        "lang": concept.lang,
        "alternatives": [_data(one) | {"matched": found.get(one.code, 0)} for one in concept.alternatives],
        "dropped": [_data(one) for one in concept.dropped],
    }


def _data(one: Alternative) -> dict[str, object]:
    return {
        "text": one.text, "lang": one.lang, "weight": one.weight, "origin": one.origin.value, "layers": list(one.layers),
        "evidence": one.evidence, "records": list(one.records), "via": one.via, "code": one.code,
    }  # fmt: skip


def _why(one: Alternative) -> str:
    parts = [one.origin.value, f"from {', '.join(one.layers)}"]
    if one.evidence:
        singular, plural = ("record", "records") if one.origin in FROM_RECORDS else ("entry", "entries")
        parts.append(f"{one.evidence:,} {singular if one.evidence == 1 else plural}")
    if one.records:
        parts.append(f"such as {', '.join(map(str, one.records))}")
    if one.via:
        parts.append(f"through {one.via}")
    return "; ".join(parts)
