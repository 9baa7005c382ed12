"""``/metrics``: what a Prometheus collects, counted by all web processes together, and looked up now: index, jobs, imports, disk.

Answered to this machine, to networks that LANTAI_METRICS_FROM names, and to whoever brings LANTAI_METRICS_TOKEN; to nobody else.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from ipaddress import ip_address

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

import lantai
from lantai.catalog import index
from lantai.catalog import queries as catalog
from lantai.infra import jobs, metrics, worker
from lantai.infra.addresses import address_of
from lantai.search.protocol import SearchError

from .processes import memory_of_siblings

FORWARDED = ("X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "Via")


@require_safe
@never_cache
def figures(request: HttpRequest) -> HttpResponse:
    """Answer a monitoring; others are told nothing."""
    if not may_see(request):
        return HttpResponse(
            "Not for this address: LANTAI_METRICS_FROM, LANTAI_METRICS_TOKEN.\n", status=403, content_type="text/plain"
        )
    return HttpResponse(generate_latest(registry()), content_type=CONTENT_TYPE_LATEST)


def may_see(request: HttpRequest) -> bool:
    """Say whether figures are for whoever asks: by token, or by an address that nobody can have made up."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.METRICS_TOKEN and constant_time_compare(given, settings.METRICS_TOKEN):
        return True
    straight = not any(name in request.headers for name in FORWARDED)
    address = request.META.get("REMOTE_ADDR", "") if straight else address_of(request)
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return (straight and found.is_loopback) or any(found in network for network in settings.METRICS_FROM)


def registry() -> CollectorRegistry:
    """Return all there is to collect: what was counted by every process where they share a directory, else by this one."""
    found = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(found)
    else:
        for counted in metrics.COUNTED:
            found.register(counted)
    found.register(Library())
    return found


class Library(Collector):
    """What is looked up at the moment of asking. A part that cannot be asked is 0 in ``lantai_up``; the others are told all the same."""

    def collect(self) -> Iterator[Metric]:
        """Yield every figure."""
        yield labelled("lantai_info", "The version that runs.", "version", {lantai.__version__: 1})
        parts: dict[str, tuple[Callable[[], Iterator[Metric]], type[Exception]]] = {
            "database": (of_database, DatabaseError),
            "index": (of_index, SearchError),
        }
        up: dict[str, float] = {}
        for name, (look, fails) in parts.items():
            try:
                found = list(look())
            except (fails, DatabaseError):
                up[name] = 0
            else:
                up[name] = 1
                yield from found
        yield labelled("lantai_up", "Whether a part answers.", "part", up)
        yield from of_machine()


def of_index() -> Iterator[Metric]:
    """Yield how much can be found, and how far the index is behind."""
    yield GaugeMetricFamily("lantai_index_works", "Works in the index in use.", value=index.engine().count())
    yield GaugeMetricFamily("lantai_index_lag_works", "Works changed since the index was brought up to date.", value=index.lag())


def of_database() -> Iterator[Metric]:
    """Yield jobs, workers and rows of imports."""
    now = timezone.now()
    queue = jobs.queue(now=now)
    yield labelled("lantai_jobs", "Jobs, by state.", "state", dict(queue.by_state))
    yield GaugeMetricFamily("lantai_oldest_job_seconds", "How long the oldest due job has waited.", value=queue.oldest_s)
    yield GaugeMetricFamily("lantai_periodic_failing", "Periodic tasks whose last turn failed.", value=len(queue.ailing))
    yield GaugeMetricFamily("lantai_workers", "Workers that gave a sign of life lately.", value=len(worker.living(now=now)))
    rows = CounterMetricFamily("lantai_import_rows", "Rows of imports, by outcome.", labels=["outcome"])
    for outcome, count in catalog.rows_imported().items():
        rows.add_metric([outcome], count)
    yield rows


def of_machine() -> Iterator[Metric]:
    """Yield disk and memory."""
    disk = shutil.disk_usage(settings.DATA)
    yield GaugeMetricFamily("lantai_disk_free_bytes", "Room on the disk of the data directory.", value=disk.free)
    yield GaugeMetricFamily("lantai_disk_bytes", "Size of the disk of the data directory.", value=disk.total)
    memory = memory_of_siblings()
    yield GaugeMetricFamily("lantai_web_processes", "Web processes.", value=len(memory))
    yield GaugeMetricFamily(
        "lantai_web_memory_bytes", "Resident memory of all web processes, shared pages counted in each.", value=sum(memory)
    )


def labelled(name: str, says: str, label: str, values: dict[str, float]) -> GaugeMetricFamily:
    """Return a figure with one label."""
    found = GaugeMetricFamily(name, says, labels=[label])
    for key, value in values.items():
        found.add_metric([key], value)
    return found
