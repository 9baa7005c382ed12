"""Search as readers do: words, "phrases", AND OR NOT, title:… author:… subject:…, beginnings*, numbers; in every language of the collection.

lantai search 红楼梦 --explain          the words that were searched besides, where each comes from, and which of the hits have it
lantai search 红楼梦 --only-my-words    nothing but what was typed
"""

import argparse
from typing import TYPE_CHECKING, Any

from lantai.cli import OK

from .output import result, result_json
from .start import library_ready

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lantai.core.query.expansion import Alternative
    from lantai.search.crosslang import Asked
    from lantai.search.protocol import Engine, Request, Result
    from lantai.search.whys import Stands


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("query", metavar="QUERY")
    parser.add_argument("--limit", type=int, default=10, metavar="N", help="how many hits to show (default: 10)")
    parser.add_argument("--lang", default="", metavar="TAG", help="your language: how words are read that could be of several")
    parser.add_argument(
        "--explain", action="store_true", help="say by which words of which languages the hits were found, and why"
    )
    parser.add_argument("--only-my-words", action="store_true", help="search the words as typed, and no translations")
    parser.add_argument(
        "--without", action="append", default=[], metavar="CODE", help="leave a translation out; --explain shows codes (x=…)"
    )
    parser.add_argument("--json", action="store_true", help="one line of JSON: the total, the hits, and with --explain the words")


def run(options: argparse.Namespace) -> int:
    """Show the best hits."""
    said: dict[str, object] = {"total": 0, "hits": []}
    lines: list[str] = []
    try:
        library_ready(quiet=options.json)
        said, lines = _found(options)
    finally:
        if options.json:
            result_json(said)
    if not options.json:
        for line in lines:
            result(line)
    return OK


def _found(options: argparse.Namespace) -> tuple[dict[str, object], list[str]]:
    """Return what was found as machines are told, and as people are."""
    from lantai.catalog import index, meaning
    from lantai.catalog.asking import ask
    from lantai.core.query.explain import as_data, as_lines
    from lantai.core.query.parse import parse
    from lantai.search.protocol import Request

    engine, question = index.engine(), parse(options.query, languages=(options.lang, *index.languages()))
    if question.tree is None:
        return {"total": 0, "hits": []}, ["0 found"]
    asked = ask(question, lang=options.lang, dropped=options.without, own=options.only_my_words, engine=engine)
    question = asked.question
    assert question.tree is not None
    request = Request(
        tree=question.tree,
        typed=question.typed,
        exact_key=question.exact_key,
        identifiers=question.identifiers,
        limit=max(1, options.limit),
    )
    found = meaning.search(engine, request, question, asked.expansion)
    answer = found.result
    hits = shown(answer)
    said: dict[str, object] = {"total": answer.total, "hits": hits} | ({"vectors": True} if found.vectors else {})
    lines = [f"{answer.total:,} found{_of_all(asked)}{', vectors took part' if found.vectors else ''}"]
    if asked.all_words is not None:
        said["all_words"] = asked.all_words
    if options.explain:
        counts = matched(engine, asked, answer)
        said["expansion"] = as_data(asked.expansion, counts)
        lines += as_lines(asked.expansion, counts)
    if options.explain:
        for hit in hits:
            reasons = hit_words(engine, request, asked, hit)
            hit["words"] = [{"text": one.text, "fields": one.fields, "by": [_by(*pair) for pair in one.by]} for one in reasons]
    for hit in hits:
        lines.append(f"{hit['id']:>8}  {hit['title']}  [{hit['language'] or '-'}]  {', '.join(hit['matched'])}")
        lines += (f"{'':>10}{line}" for line in _because(hit.get("words", ())))
    return said, lines


def hit_words(engine: "Engine", request: "Request", asked: "Asked", hit: "dict[str, Any]") -> "Sequence[Stands]":
    """Return where each word of the question stands in a hit, as typed or translated."""
    from lantai.search.whys import why

    return why(engine, request, asked.question, asked.expansion, int(hit["id"])).words


def _by(one: "Alternative", fields: tuple[str, ...]) -> dict[str, object]:
    return {"text": one.text, "lang": one.lang, "fields": fields}


def _because(words: "Sequence[dict[str, Any]]") -> "Iterator[str]":
    for one in words:
        if one["fields"]:
            yield f"{one['text']}: {', '.join(one['fields'])}"
        for other in one["by"]:
            yield f"{one['text']} as {other['text']} [{other['lang']}]: {', '.join(other['fields'])}"


def _of_all(asked: "Asked") -> str:
    return "" if asked.all_words is None else f", {asked.all_words:,} of them by all words"


def matched(engine: "Engine", asked: "Asked", answer: "Result") -> dict[str, int]:
    """Return the codes of translations, and in how many of the hits each stands."""
    found: dict[str, int] = {}
    here = frozenset(hit.id for hit in answer.hits)
    if not here:
        return found
    for concept in asked.expansion.concepts:
        for one in concept.alternatives:
            if one.code not in found:
                found[one.code] = _in_hits(engine, one, here)
    return found


def _in_hits(engine: "Engine", one: "Alternative", hits: frozenset[int]) -> int:
    from lantai.core.query.crossing import terms_of
    from lantai.core.query.tree import AnyOf
    from lantai.search.protocol import Request

    return engine.search(Request(tree=AnyOf(tuple(terms_of(one))), among=hits, limit=0)).total


def shown(answer: "Result") -> "list[dict[str, Any]]":
    """Return the hits as they are shown to machines; one that is in the index and no longer in the library is left out."""
    from lantai.catalog import queries

    documents = queries.documents([hit.id for hit in answer.hits])
    hits: list[dict[str, Any]] = []
    for hit in answer.hits:
        if hit.id in documents:
            record = documents[hit.id].instances[0].record
            title = record.title.forms[0].value if record.title else ""
            said = {"title": title, "language": record.language, "score": round(hit.score, 4), "matched": list(hit.matched)}
            hits.append({"id": hit.id} | said)
    return hits
