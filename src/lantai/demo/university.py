"""Papers of universities that do not exist, as OpenAlex would describe them: so that figures of institutions have something to show.

Generated, the same each time. Everything in it says that it was made up: titles begin with "Made-up paper", institutions end in "(made up)", authors are
called by words for "example" in many languages, DOIs have 10.5555, Crossref's prefix for tests. No identifier of a real person or body is used or invented.
"""

import json
import random
from collections.abc import Iterator, Sequence
from typing import Any

COUNT = 240
SEED = 20_261_129

BODIES = (
    ("Lantai Demo University (made up)", "CN"), ("Institute of Placeholder Physics (made up)", "CN"), ("East Lake Sample University (made up)", "CN"),
    ("Example University of the Steppe (made up)", "KZ"), ("Muster-Universität (made up)", "DE"), ("Université de l’Exemple (made up)", "FR"),
    ("University of Specimen (made up)", "GB"), ("Sample State University (made up)", "US"), ("Universidad de Prueba (made up)", "MX"),
    ("Universidade do Exemplo (made up)", "BR"), ("Mithal University (made up)", "EG"), ("Rei Institute of Technology (made up)", "JP"),
    ("Namuna Institute (made up)", "IN"), ("Mfano University (made up)", "KE"),
)  # fmt: skip
GIVEN = ("Ada", "Bo", "Chen", "Dina", "Emil", "Fatima", "Gao", "Hana", "Ivo", "Jun", "Kofi", "Lena", "Mei",
         "Noor", "Omar", "Pia", "Qing", "Rosa", "Sami", "Tao",
         "Uma", "Vera", "Wen", "Ximena", "Yara", "Zoe")  # fmt: skip
FAMILIES = (
    "Demo",
    "Sample",
    "Example",
    "Specimen",
    "Muster",
    "Ejemplo",
    "Esempio",
    "Exempel",
    "Shili",
    "Mithal",
    "Prueba",
    "Naidis",
    "Mfano",
    "Namuna",
)
JOURNALS = (
    ("Annals of Made-up Results", "Imaginary Press (made up)", "gold"), ("Journal of Sample Physics", "Imaginary Press (made up)", "hybrid"),
    ("Letters on Nothing", "Paper Lantern Publishing (made up)", "closed"), ("Open Placeholder Reports", "Society of Examples (made up)", "diamond"),
    ("Fictitious Engineering", "Paper Lantern Publishing (made up)", "hybrid"), ("Imagined Medicine", "Imaginary Press (made up)", "gold"),
    ("Proceedings of the Society of Examples", "Society of Examples (made up)", "diamond"), ("Specimen Quarterly", "Specimen House (made up)", "closed"),
)  # fmt: skip
FUNDERS = ("Foundation for Examples (made up)", "Ministry of Samples (made up)", "Placeholder Science Fund (made up)")
TOPICS = (
    ("1702", "counting seedlings"), ("3104", "layered crystals"), ("2208", "gearboxes of wind turbines"), ("2713", "sleep of shift workers"),
    ("2304", "mountain lakes"),
    ("1605", "greener solvents"), ("3304", "peer teaching"), ("2002", "parcel tariffs"), ("1311", "foxtail millet"), ("2205", "roads over thawing ground"),
    ("1707", "pictures taken by drones"), ("3312", "night buses"),
)  # fmt: skip
ASPECTS = (
    "A survey of",
    "Notes on",
    "A model of",
    "New measurements of",
    "What is known of",
    "Limits of",
    "A second look at",
    "Costs of",
)


def lines() -> Iterator[bytes]:
    """Yield the papers as JSON Lines."""
    rng = random.Random(SEED)
    groups = [_group(rng, n) for n in range(22)]
    for number in range(1, COUNT + 1):
        yield json.dumps(_paper(rng, number, groups), ensure_ascii=False).encode() + b"\n"


def _group(rng: random.Random, number: int) -> tuple[int, list[dict[str, Any]]]:
    """Return the topic of a research group and its members, most of them at one place."""
    homes = [BODIES[number % 6 if number % 3 else 0], *rng.sample(BODIES, 2)]
    members = []
    for _ in range(rng.randrange(5, 10)):
        body, country = homes[0] if rng.random() < 0.65 else rng.choice(homes)
        name = f"{rng.choice(GIVEN)} {rng.choice(GIVEN)[0]}. {rng.choice(FAMILIES)}"
        members.append({"name": name, "body": body, "country": country})
    return number % len(TOPICS), members


def _paper(rng: random.Random, number: int, groups: Sequence[tuple[int, list[dict[str, Any]]]]) -> dict[str, Any]:
    topic, members = rng.choice(groups)
    authors = rng.sample(members, min(len(members), rng.randrange(2, 6)))
    if rng.random() < 0.25:
        authors = [*authors, rng.choice(rng.choice(groups)[1])]
    code, words = TOPICS[topic]
    journal, publisher, manner = rng.choice(JOURNALS)
    year = 2016 + min(int(10 * rng.random() ** 0.7), 9)
    title = f"Made-up paper U{number}: {rng.choice(ASPECTS)} {words}"
    places = list(_locations(rng, number, journal, publisher, manner, year))
    charge = {"value": 900 + 100 * rng.randrange(20), "currency": "EUR"} if manner in ("gold", "hybrid") else None
    paid = charge and places[0]["is_oa"] and rng.random() < 0.7
    return {
        "id": None, "doi": f"https://doi.org/10.5555/lantai-demo.u{number}", "title": title, "publication_year": year, "type": "article", "language": "en",
        "authorships": [_authorship(author, first=n == 0) for n, author in enumerate({one["name"]: one for one in authors}.values())],
        "funders": [{"display_name": name} for name in rng.sample(FUNDERS, rng.choice((0, 0, 1, 1, 2)))],
        "apc_list": charge, "apc_paid": charge if paid else None, "is_retracted": number == COUNT, "locations": places, "primary_location": places[0],
        "topics": [{"display_name": words.capitalize(), "subfield": {"id": f"https://openalex.org/subfields/{code}"}}],
    }  # fmt: skip


def _authorship(author: dict[str, Any], *, first: bool) -> dict[str, Any]:
    return {
        "raw_author_name": author["name"],
        "institutions": [{"display_name": author["body"], "country_code": author["country"]}],
        "raw_affiliation_strings": [f"Department of Examples, {author['body']}"],
        "is_corresponding": first,
    }


def _locations(rng: random.Random, number: int, journal: str, publisher: str, manner: str, year: int) -> Iterator[dict[str, Any]]:
    """Yield the publisher's copy, the later the likelier open, and sometimes one in a repository."""
    growing = (year - 2014) / 14
    free = (
        manner in ("gold", "diamond")
        or (manner == "hybrid" and rng.random() < growing)
        or (manner == "closed" and rng.random() < 0.12)
    )
    licensed = rng.choice(("cc-by", "cc-by", "cc-by-nc-nd", "cc-by-nc")) if free and manner != "closed" else None
    source = {
        "display_name": journal,
        "type": "journal",
        "is_oa": manner in ("gold", "diamond"),
        "host_organization_name": publisher,
    }
    address = f"https://doi.org/10.5555/lantai-demo.u{number}"
    yield {
        "id": f"doi:{address}",
        "is_oa": free,
        "landing_page_url": address,
        "license": licensed,
        "version": "publishedVersion",
        "source": source,
    }
    if rng.random() < growing / 2:
        kept = {"display_name": "Repository of examples (made up)", "type": "repository", "is_oa": True}
        yield {
            "id": "pmh:demo",
            "is_oa": True,
            "pdf_url": f"https://repository.example/u{number}.pdf",
            "version": "acceptedVersion",
            "license": None,
            "source": kept,
        }
