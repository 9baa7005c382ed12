"""Learn translations from the library's own bilingual records, and lay the lexicons beside them; readers' questions are translated by the result.

Only what changed is read again; where nothing changed, nothing is done. Stop it whenever you like: the tables in use stay until the new ones are whole.
"""

import argparse
import time
from collections.abc import Mapping
from threading import Event

from lantai.cli import OK, Refused

from .output import progress, result, result_json, say
from .start import library_ready

WAIT_S = 2.0
"""How often the worker's training looks whether another one has ended."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("--full", action="store_true", help="read every work and every lexicon again")
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")
    parser.add_argument("--training", type=int, metavar="N", help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    """Train, and say what came of it."""
    library_ready(quiet=options.json)
    from lantai.catalog import training

    try:
        outcome = trained(full=options.full, number=options.training, shown=not options.json)
    except training.Busy as busy:
        raise Refused("another process trains already: wait for it, or look at the desk's page of translations") from busy
    if options.json:
        found = {"new": outcome.is_new, "tables": outcome.tables, "change": outcome.change, "seconds": outcome.seconds}
        result_json(found | dict(outcome.counts))
    elif outcome.is_new:
        result(f"{saying(outcome.counts)}; {outcome.seconds:,.1f} s")
    else:
        result(f"Nothing had changed since the tables were made: {saying(outcome.counts)}")
    return OK


def trained(*, full: bool, number: int | None, shown: bool):
    """Train as a new training, or as the one of this number that the worker began."""
    from django.utils import timezone

    from lantai.catalog import training
    from lantai.vocab import actions
    from lantai.vocab.models import Training

    row = Training.objects.get(pk=number) if number else actions.note_training(full=full, now=timezone.now())
    with progress("translations", unit="", shown=shown) as advance:
        while True:
            try:
                outcome = training.run(
                    row, now=timezone.now, stop=Event(), told=lambda phase, done, total: advance(done, total, phase)
                )
                break
            except training.Busy:
                if not number:
                    raise
                time.sleep(WAIT_S)
    if outcome is None:
        raise Refused("stopped; it goes on where it was")
    return outcome


def saying(counts: Mapping[str, object]) -> str:
    """Return in words what the tables were made from."""
    kept, refused, unusable = (dict(counts.get(name, {})) for name in ("kept", "refused", "unusable"))  # type: ignore[call-overload]
    for name, why in unusable.items():
        say(f"lantai: the lexicon {name} was left out: {why}")
    left_out = ", ".join(f"{count:,} {why}" for why, count in refused.items() if count)
    return f"{sum(kept.values()):,} pairs of texts in {len(kept)} pairs of languages" + (
        f" (not used: {left_out})" if left_out else ""
    )
