"""The demo library's small thesaurus: what its works are about, in thirteen languages, as SKOS in Turtle."""

from collections.abc import Iterator
from pathlib import Path

FACTS = Path(__file__).parents[1] / "demo_facts" / "concepts.txt"
HEAD = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix s: <urn:lantai:demo:subjects:> .

s:scheme a skos:ConceptScheme ;
    dct:title "Subjects of the demo library"@en ;
    dct:license <https://creativecommons.org/publicdomain/zero/1.0/> .
"""


def turtle() -> str:
    """Return the thesaurus; the first label of a language is its preferred one."""
    return HEAD + "".join(_concept(number, labels) for number, labels in enumerate(_concepts(), 1))


def _concepts() -> Iterator[dict[str, list[str]]]:
    languages: list[str] = []
    for line in FACTS.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.removeprefix("# ").split(" | ")]
        if line.startswith("#"):
            languages = cells
        elif line:
            said = dict(zip(languages, cells, strict=True))
            yield {lang: [label.strip() for label in cell.split(";")] for lang, cell in said.items() if cell != "-"}


def _concept(number: int, labels: dict[str, list[str]]) -> str:
    said = [
        f'skos:{"prefLabel" if place == 0 else "altLabel"} "{label}"@{lang}'
        for lang, of_language in labels.items()
        for place, label in enumerate(of_language)
    ]
    return f"\ns:{number} a skos:Concept ;\n    skos:inScheme s:scheme ;\n    " + " ;\n    ".join(said) + " .\n"
