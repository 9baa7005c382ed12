"""Jobs of analytics: the networks that pages asked for and that take long."""

import contextlib

from lantai.infra.jobs import every


@every(10)
def make_networks() -> None:
    """Make networks that a page waits for."""
    from lantai.catalog.papers import PapersUnavailable

    from .queries import networks

    with contextlib.suppress(PapersUnavailable):
        networks.make_wanted()


@every(3_600)
def sweep_networks() -> None:
    """Remove networks of generations that are out of use."""
    from .queries import networks

    networks.sweep()
