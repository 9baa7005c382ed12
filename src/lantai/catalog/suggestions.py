"""What is suggested while somebody types, kept up to date with the works; ``current()`` for asking, ``follow`` to go on.

It follows changes of works as the index does, but at its own pace: an import never waits for it, and a list that is a minute old still helps.
"""

import logging
import shutil
import time
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from django.conf import settings

from lantai.core.query.near import LEAST_WORKS, Speller, is_spelled
from lantai.search.protocol import EngineUnavailable
from lantai.search.suggest import filling
from lantai.search.suggest.reader import Suggestions
from lantai.search.suggest.schema import fingerprint
from lantai.search.suggest.shelf import Shelf
from lantai.search.suggest.writer import Writer

from . import dictionaries, index, suggested, translations
from .models import Instance, Work

if TYPE_CHECKING:
    from .readers import Coming, Lent

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]

PIECE = 500
BATCH = 20_000
"""Works between two commits of a long run; each commit rewrites the people and subjects that grew."""

WORTH_FILLING = 20_000
"""Works from which on suggestions of which there are none yet are made all at once: four times as fast, and nothing is there before the end."""

FILLING_PIECE = 1_000
FOLDER = "filling-"

WORDS_AGE_S = 3_600
"""For so long the list of words for other spellings is good enough; to make it takes a second a million works."""


def shelf() -> Shelf:
    """Return where this library's suggestions lie."""
    return _shelf(Path(settings.DATA) / "suggestions")


@cache
def _shelf(directory: Path) -> Shelf:
    return Shelf(directory)


def current() -> Suggestions | None:
    """Return the suggestions in use; None while there are none, or they cannot be read (the log says why): readers then type on without."""
    try:
        return shelf().current()
    except EngineUnavailable as problem:
        log.warning("Nothing is suggested: %s", problem)
        return None


def lag() -> int:
    """Return how many works have changed since the suggestions in use were brought up to date."""
    return Work.objects.filter(changed__gt=shelf().reached(shelf().name() or "-")).count()


def follow(*, budget_s: float | None = None, progress: Progress = lambda done, total: None) -> int:
    """Bring suggestions up to date, for so many seconds at the most, and return how many works were looked at; the next call goes on.

    Without such a limit, those of a library that has none yet are made by all cores. Raise WriterBusy when another process is at it already.
    """
    place = shelf()
    made = fingerprint(translations.shelf().name() or "")
    reached, last = place.reached(made), index.last_change()
    if last <= reached and place.name() == made:
        return 0
    total = Work.objects.filter(changed__gt=reached, changed__lte=last).count()
    at_once = budget_s is None and not reached and total >= WORTH_FILLING
    others = suggested.Others(translations.tables(), index.languages())
    with Writer(place.directory(made), sounds=suggested.sounds(), others=others, filling=at_once) as writer:
        if at_once and writer.is_new:
            done = _fill(writer, last, total, progress)
            place.note(made, noted := last)
        else:
            done, noted = _follow(writer, made, reached, last, budget_s, lambda done: progress(done, total))
    if noted >= last or place.name() is None:
        place.use(made)
    if noted >= last and place.words_age_s(made) > WORDS_AGE_S:
        found = Suggestions(place.directory(made)).vocabulary(least=LEAST_WORKS)
        place.keep_words(made, ((word, count) for word, count in found if is_spelled(word)))
    return done


def _follow(
    writer: Writer, made: str, reached: int, last: int, budget_s: float | None, progress: Callable[[int], None]
) -> tuple[int, int]:
    """Take in changed works, and return how many were looked at, and up to which change."""
    until = None if budget_s is None else time.monotonic() + budget_s
    done, uncommitted, noted = 0, 0, reached
    for works, through in index.pages(reached, last, size=PIECE):
        _put(writer, works)
        done, uncommitted = done + len(works), uncommitted + len(works)
        progress(done)
        is_over = until is not None and time.monotonic() > until and through > noted
        if is_over or uncommitted >= BATCH:
            writer.commit()
            shelf().note(made, noted := through)
            uncommitted = 0
        if is_over:
            return done, noted
    writer.commit()
    shelf().note(made, last)
    return done, last


def _fill(writer: Writer, last: int, total: int, progress: Progress) -> int:
    """Make all suggestions by reader processes (search.suggest.filling), and return of how many works. All of it is visible in the end, or nothing."""
    from .readers import readers  # knows every format: web processes stay smaller without it

    over, root = filling.files_for(total), Path(settings.DATA) / "suggestions"
    for left in root.glob(f"{FOLDER}*"):  # of one that was killed: there is no other writer
        shutil.rmtree(left)
    with TemporaryDirectory(prefix=FOLDER, dir=root) as folder, readers(total * index.BYTES_OF_A_WORK) as lent:
        assert lent is not None
        mentions = [Path(folder) / str(n) for n in range(over)]
        done = _spread(writer, lent, mentions, last, lambda done: progress(done // 2, total))
        _gather(writer, lent, mentions, lambda share: progress((done + int(share * done)) // 2, total))
    writer.commit()
    return done


def _spread(writer: Writer, lent: "Lent", mentions: Sequence[Path], last: int, progress: Callable[[int], None]) -> int:
    """Take in the rows of all works, write down what they name, and return how many works were looked at."""
    done, under_way = 0, deque["Coming"]()
    own = dictionaries.own_of_descriptions()
    with ExitStack() as stack:
        files = [stack.enter_context(path.open("wb")) for path in mentions]

        def take() -> None:
            found = filling.decode_spread(under_way.popleft().result())
            writer.fill(filter(None, found.rows.split("\n")))
            for file, some in zip(files, found.mentions, strict=True):
                file.write(len(some).to_bytes(suggested.LENGTH_BYTES) + some if some else b"")

        for works, _ in index.pages(0, last, size=FILLING_PIECE):
            under_way.append(lent.submit(suggested.spread, _packed(works), own, len(files)))
            if len(under_way) > lent.count + 2:
                take()
            progress(done := done + len(works))
        while under_way:
            take()
    return done


def _gather(writer: Writer, lent: "Lent", mentions: Sequence[Path], progress: Callable[[float], None]) -> None:
    """Take in the rows of all that the works name, a few files ahead."""
    store, rulings = translations.tables().store, translations.tables().rulings
    under_way = deque[tuple[Path, "Coming"]]()
    tables, languages = store.path if store else None, index.languages()

    def take() -> None:
        path, coming = under_way.popleft()
        coming.result()
        with path.open(encoding="utf-8", newline="\n") as rows:
            writer.fill(rows)
        path.unlink()

    for n, path in enumerate(mentions, 1):
        rows = path.with_suffix(".rows")
        under_way.append((rows, lent.submit(suggested.gathered, path, rows, tables, rulings, languages)))
        if len(under_way) > lent.count + 1:
            take()
        progress(n / len(mentions))
    while under_way:
        take()


def speller() -> Speller | None:
    """Return who knows the words of titles and makers' names, to look for other spellings; None while there is no list of them."""
    return _speller(shelf(), shelf().words_seen())


@lru_cache(maxsize=1)
def _speller(place: Shelf, seen: tuple[str, int]) -> Speller | None:
    name, at = seen
    return Speller(place.words(name)) if at else None


def _put(writer: Writer, works: Collection[int]) -> None:
    """Make suggestions agree with the database about ``works``."""
    found = _packed(works)
    writer.put(suggested.of(found))
    writer.delete(set(works).difference(number for number, _ in found))


def _packed(works: Collection[int]) -> list[suggested.Packed]:
    """Return what the database holds of those of ``works`` that are live."""
    rows = Instance.objects.filter(work__in=works, live=True, work__state=Work.State.LIVE).order_by("work_id", "rank", "pk")
    found: dict[int, list[bytes]] = defaultdict(list)
    for work, blob in rows.packed().values_list("work_id", "packed"):
        found[work].append(bytes(blob))
    return [(work, tuple(blobs)) for work, blobs in found.items()]
