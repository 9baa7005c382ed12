"""Figures that a monitoring collects: what is counted while it happens. ``site/figures.py`` adds what is looked up when it asks.

Labels take few values: names of views, never addresses, words or people. With PROMETHEUS_MULTIPROC_DIR set, all web processes count
into files of that directory, and any of them can tell the sum.
"""

from prometheus_client import Counter, Histogram

REQUEST_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 10.0)
SEARCH_BUCKETS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
"""Seconds."""

METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})

REQUESTS = Counter("lantai_requests", "Requests answered, by view, method and status.", ("view", "method", "status"))
SECONDS = Histogram("lantai_request_seconds", "How long answers took.", ("view",), buckets=REQUEST_BUCKETS)
SEARCHES = Histogram(
    "lantai_search_seconds",
    "How long the search engine took for a question, by outcome: answered, failed, spared (not asked, because it failed just before).",
    ("outcome",),
    buckets=SEARCH_BUCKETS,
)
COUNTED = (REQUESTS, SECONDS, SEARCHES)


def note_request(*, view: str, method: str, status: int, seconds: float) -> None:
    """Count an answered request."""
    REQUESTS.labels(view, method if method in METHODS else "other", str(status)).inc()
    SECONDS.labels(view).observe(seconds)


def note_search(outcome: str, seconds: float) -> None:
    """Count a question to the search engine."""
    SEARCHES.labels(outcome).observe(seconds)
