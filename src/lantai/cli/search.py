"""Search as readers do: words, "phrases", AND OR NOT, title:… author:… subject:…, beginnings*, numbers."""

import argparse

from lantai.cli import OK

from .output import result, result_json
from .start import library_ready


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("query", metavar="QUERY")
    parser.add_argument("--limit", type=int, default=10, metavar="N", help="how many hits to show (default: 10)")
    parser.add_argument("--json", action="store_true", help="one line of JSON: the total and the hits")


def run(options: argparse.Namespace) -> int:
    """Show the best hits."""
    total, hits = 0, list[dict[str, object]]()
    try:
        library_ready(quiet=options.json)
        total, hits = found(options.query, limit=max(1, options.limit))
    finally:
        if options.json:
            result_json({"total": total, "hits": hits})
    if options.json:
        return OK
    result(f"{total:,} found")
    for hit in hits:
        result(f"{hit['id']:>8}  {hit['title']}  [{hit['language'] or '-'}]  {', '.join(map(str, hit['matched']))}")
    return OK


def found(query: str, *, limit: int) -> tuple[int, list[dict[str, object]]]:
    """Return how many works were found, and the first of them as they are shown to machines."""
    from lantai.catalog import index, queries
    from lantai.core.query.parse import parse
    from lantai.search.protocol import Request

    question = parse(query)
    if question.tree is None:
        return 0, []
    request = Request(tree=question.tree, exact_key=question.exact_key, identifiers=question.identifiers, limit=limit)
    answer = index.engine().search(request)
    documents = queries.documents([hit.id for hit in answer.hits])
    hits: list[dict[str, object]] = []
    for hit in answer.hits:
        if hit.id in documents:
            record = documents[hit.id].instances[0].record
            title = record.title.forms[0].value if record.title else ""
            said = {"title": title, "language": record.language, "score": round(hit.score, 4), "matched": list(hit.matched)}
            hits.append({"id": hit.id} | said)
    return answer.total, hits
