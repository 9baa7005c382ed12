"""Word vectors of the library's own bilingual records, trained where they are the chosen embedder and there are none yet, or all is made anew."""

from contextlib import closing
from pathlib import Path
from threading import Event

from lantai.search.protocol import WriterBusy

from .gathering import Gathered
from .locks import Busy, held
from .training import directory

NAME = "static"


def prepare(folder: Path, *, anew: bool) -> bool:
    """Train the vectors in ``folder`` unless they are there; return whether it did. Raise Unusable where the catalog has too few pairs, WriterBusy
    when another process learns from them."""
    from lantai.ai.embedders.static import FILE
    from lantai.ai.embedders.static.training import train

    if (folder / FILE).exists() and not anew:
        return False
    try:
        with held("training"), closing(Gathered(directory())) as gathered:
            gathered.follow(progress=lambda done, total: None, stop=Event())
            train(gathered.pairs(), folder)
    except Busy as problem:
        raise WriterBusy("another process is learning translations; the vectors follow after it") from problem
    return True
