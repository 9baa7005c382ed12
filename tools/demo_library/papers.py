"""Open papers for the demo library: real ones as Unpaywall gives them, and those of a university that does not exist as OpenAlex does.

Of the real papers nothing is written down that we did not know for certain. Every made-up one says so in its title, in the name of its journal and
of its university; its DOI begins with 10.5555, which is Crossref's prefix for tests.
"""

import json
from collections.abc import Iterator
from typing import Any

UNIVERSITY = "Lantai Demo University (made up)"
JOURNAL, JOURNAL_ISSNS = "Journal of Imaginary Hydrology", ("9900-0016", "9900-0024")  # one of the demo library's own journals

REAL = (
    ("10.7717/peerj.4375", "The state of OA: a large-scale analysis of the prevalence and impact of Open Access articles", 2018, "PeerJ",
     "gold", "cc-by", "Heather Piwowar; Jason Priem; Vincent Larivière"),
    ("10.1371/journal.pmed.0020124", "Why Most Published Research Findings Are False", 2005, "PLoS Medicine", "gold", "cc-by", "John Ioannidis"),
    ("10.1371/journal.pone.0127502", "The Oligopoly of Academic Publishers in the Digital Era", 2015, "PLoS ONE", "gold", "cc-by",
     "Vincent Larivière; Stefanie Haustein; Philippe Mongeon"),
    ("10.1371/journal.pcbi.1003285", "Ten Simple Rules for Reproducible Computational Research", 2013, "PLoS Computational Biology", "gold",
     "cc-by", "Geir Kjetil Sandve; Anton Nekrutenko; James Taylor; Eivind Hovig"),
    ("10.1186/1471-2105-10-421", "BLAST+: architecture and applications", 2009, "BMC Bioinformatics", "gold", "cc-by", "Christiam Camacho"),
    ("10.1038/sdata.2016.18", "The FAIR Guiding Principles for scientific data management and stewardship", 2016, "Scientific Data", "gold",
     "cc-by", "Mark Wilkinson"),
    ("10.1038/s41586-020-2649-2", "Array programming with NumPy", 2020, "Nature", "hybrid", "cc-by", "Charles Harris"),
    ("10.1038/s41586-021-03819-2", "Highly accurate protein structure prediction with AlphaFold", 2021, "Nature", "hybrid", "cc-by",
     "John Jumper"),
    ("10.1038/s41592-019-0686-2", "SciPy 1.0: fundamental algorithms for scientific computing in Python", 2020, "Nature Methods", "hybrid",
     "cc-by", "Pauli Virtanen"),
    ("10.1103/PhysRevLett.116.061102", "Observation of Gravitational Waves from a Binary Black Hole Merger", 2016, "Physical Review Letters",
     "hybrid", "cc-by", ""),
    ("10.48550/arXiv.1706.03762", "Attention Is All You Need", 2017, "", "green", "", "Ashish Vaswani; Noam Shazeer"),
    ("10.48550/arXiv.1810.04805", "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding", 2018, "", "green", "",
     "Jacob Devlin; Ming-Wei Chang; Kenton Lee; Kristina Toutanova"),
    ("10.48550/arXiv.math/0211159", "The entropy formula for the Ricci flow and its geometric applications", 2002, "", "green", "",
     "Grisha Perelman"),
    ("10.1016/S0140-6736(97)11096-0", "RETRACTED: Ileal-lymphoid-nodular hyperplasia, non-specific colitis, and pervasive developmental disorder "
     "in children", 1998, "The Lancet", "", "", "Andrew Wakefield"),
)  # fmt: skip
"""DOI, title, year, journal, color, license, authors as far as they are named. Without a color nothing is said of how open it is."""

ISSNS = {
    "PeerJ": "2167-8359", "PLoS Medicine": "1549-1676", "PLoS ONE": "1932-6203", "PLoS Computational Biology": "1553-7358",
    "BMC Bioinformatics": "1471-2105", "Scientific Data": "2052-4463", "Nature": "0028-0836,1476-4687", "Nature Methods": "1548-7091",
    "Physical Review Letters": "0031-9007", "The Lancet": "0140-6736",
}  # fmt: skip

SUBJECTS = (
    ("2304", "Microplastics in mountain lakes"),
    ("1910", "Tidal currents under sea ice"),
    ("2208", "Fault detection in wind turbine gearboxes"),
    ("1707", "Counting seedlings from drone pictures"),
    ("1605", "A greener solvent for coupling reactions"),
    ("3104", "Heat transport in layered crystals"),
    ("2713", "Salt intake and sleep in shift workers"),
    ("1311", "Drought genes in foxtail millet"),
    ("2002", "Parcel tariffs and small exporters"),
    ("3304", "Peer teaching in first-year laboratories"),
    ("2205", "Settling of roads over thawing ground"),
    ("2735", "Breathing exercises against seasickness"),
)
"""OpenAlex subfield, what made-up papers are about."""

MARK = "Made-up paper"
AUTHORS = ("Ada", "Bo", "Chen", "Dina")
COLORS = ("diamond", "gold", "hybrid", "bronze", "green", "closed")
LICENSES = ("cc-by", "cc-by-nc-nd", "cc-by-nc", "cc-by-sa", "cc0")


def real() -> list[bytes]:
    """Return the real papers, and two made-up ones that are under embargo, as JSON Lines."""
    rows = [_real(*row) for row in REAL]
    rows += [_embargoed(n, year) for n, year in ((91, 2025), (92, 2026))]
    return [_line(row) for row in rows]


def made_up() -> list[bytes]:
    """Return the made-up papers in every color as JSON Lines; one of them was retracted."""
    return [_line(row) for row in _made_up()]


def _line(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"


def _real(doi: str, title: str, year: int, journal: str, color: str, license_: str, authors: str) -> dict[str, Any]:
    address = f"https://arxiv.org/abs/{doi.partition('arXiv.')[2]}" if "arXiv" in doi else f"https://doi.org/{doi}"
    place = {
        "url": address, "url_for_landing_page": address, "url_for_pdf": None, "host_type": "repository" if color == "green" else "publisher",
        "version": "submittedVersion" if color == "green" else "publishedVersion", "license": license_ or None,
    }  # fmt: skip
    names = [name.rpartition(" ") for name in authors.split("; ") if name]
    return {
        "doi": doi, "title": title, "genre": "journal-article" if journal else "posted-content", "year": year, "journal_name": journal or None,
        "journal_issns": ISSNS.get(journal),
        "journal_is_oa": color == "gold" if color else None, "is_oa": bool(color) or None, "oa_status": color or None,
        "oa_locations": [place] if color else [], "z_authors": [{"given": given, "family": family} for given, _, family in names],
    }  # fmt: skip


def _embargoed(number: int, year: int) -> dict[str, Any]:
    address = f"https://repository.example/{number}"
    place = {"url": address, "url_for_landing_page": address, "host_type": "repository", "version": "acceptedVersion"}
    return {
        "doi": f"10.5555/lantai-demo.{number}", "title": f"{MARK} {number}: Corrosion of buried water pipes, part {number - 90}",
        "genre": "journal-article", "year": year, "journal_name": JOURNAL, "journal_issns": ",".join(JOURNAL_ISSNS), "publisher": UNIVERSITY,
        "journal_is_oa": False, "is_oa": False,
        "oa_status": "closed", "oa_locations": [], "oa_locations_embargoed": [{**place, "oa_date": f"{year + 10}-01-01"}],
        "z_authors": [{"given": "Ada", "family": "Demo"}],
    }  # fmt: skip


def _abstract(title: str) -> dict[str, list[int]]:
    """Return an abstract as OpenAlex gives it: each word with its places."""
    words = (
        f"This paper does not exist. It was made up for the demo library, as if somebody at the {UNIVERSITY} had written on {title.lower()}, so "
        "that every color of open access has something to show: its address leads nowhere, its figures are nobody's, and nothing in it ought "
        "to be cited. Methods, results and conclusions are left to whoever writes the paper that does exist."
    ).split()
    return {word: [n for n, other in enumerate(words) if other == word] for word in dict.fromkeys(words)}


def _made_up() -> Iterator[dict[str, Any]]:
    for number, (code, title) in enumerate(SUBJECTS, start=1):
        color = COLORS[number % len(COLORS)]
        places = list(_locations(number, color))
        yield {
            "id": None, "doi": f"https://doi.org/10.5555/lantai-demo.{number}", "title": f"{MARK} {number}: {title}",
            "publication_year": 2018 + number % 8, "type": "article", "language": "en", "open_access": {"oa_status": color},
            "abstract_inverted_index": _abstract(title),
            "authorships": [{"raw_author_name": f"Demo, {AUTHORS[number % len(AUTHORS)]}", "raw_affiliation_strings": [UNIVERSITY]}],
            "apc_list": {"value": 900 + 50 * number, "currency": "EUR"} if color in ("gold", "hybrid") else None,
            "is_retracted": number == len(SUBJECTS), "locations": places, "primary_location": places[0],
            "topics": [{"display_name": title, "subfield": {"id": f"https://openalex.org/subfields/{code}"}}],
        }  # fmt: skip


def _locations(number: int, color: str) -> Iterator[dict[str, Any]]:
    source = {
        "display_name": JOURNAL,
        "type": "journal",
        "is_oa": color in ("diamond", "gold"),
        "host_organization_name": UNIVERSITY,
        "issn": JOURNAL_ISSNS,
    }
    free = color not in ("closed", "green")
    licensed = LICENSES[number % len(LICENSES)] if color in ("diamond", "gold", "hybrid") else None
    address = f"https://doi.org/10.5555/lantai-demo.{number}"
    yield {
        "id": f"doi:{address}",
        "is_oa": free,
        "landing_page_url": address,
        "license": licensed,
        "version": "publishedVersion",
        "source": source,
    }
    if color == "green" or number % 4 == 0:
        kept = {"display_name": f"Repository of the {UNIVERSITY}", "type": "repository", "is_oa": True}
        url = f"https://repository.example/{number}.pdf"
        yield {
            "id": "pmh:demo",
            "is_oa": color != "closed",
            "pdf_url": url,
            "version": "acceptedVersion",
            "license": None,
            "source": kept,
        }
