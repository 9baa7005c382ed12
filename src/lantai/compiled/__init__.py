"""Compiled modules in place of Python's, where somebody has had them made (``lantai compile``). Nothing else depends on them.

They lie in a directory of their own in the environment, beside a list of the sources that they were made of, with digests. A process looks at it when
it first imports one of the modules: where a single source differs or is gone, all of them are left alone, and Python's are imported as ever.
Made by ``making``; entered at ``use``, before anything else of Lantai is imported.
"""

import os
import sys
from collections.abc import Sequence
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader, ModuleSpec
from types import ModuleType

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RINGS = ("core", "search")
"""What compiled modules are made of, and all that they know: the types of these are built into them."""

LIST = "made.tsv"
SUFFIX = EXTENSION_SUFFIXES[0]
"""Names the Python and the kind of machine: ".cpython-311-x86_64-linux-gnu.so"."""

SECOND = 10**9
"""Nanoseconds: images of containers keep times of change in whole seconds."""

TOGETHER = "lantai__mypyc"
"""The module that holds the code of all of them."""


def place() -> str:
    """Return the directory that compiled modules are looked for in; "" where there are to be none (LANTAI_COMPILED=no)."""
    chosen = os.environ.get("LANTAI_COMPILED", "")
    if chosen == "no":
        return ""
    return os.path.join(chosen or os.path.join(sys.prefix, "lib", "lantai-compiled"), SUFFIX.strip(".").removesuffix(".so"))


def use() -> None:
    """Have the compiled modules imported where there are any and they are made of the sources that are here."""
    where = place()
    if where and os.path.exists(os.path.join(where, LIST)):
        sys.meta_path.insert(0, Finder(where))


class Finder:
    """Finds compiled modules; looks at the sources when it is first asked for one. ``modules``: name -> file."""

    def __init__(self, where: str) -> None:
        self.made = Made(where)
        self.modules = self.made.modules
        self._looked = False

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Return where a module lies compiled, None where Python's own is to be taken."""
        if name not in self.modules:
            return None
        if not self._looked:
            self._looked = True
            if not self.made.is_of_these_sources():
                self.modules = {}
                return None
        from importlib.util import spec_from_file_location

        file = self.modules[name]
        return spec_from_file_location(name, file, loader=ExtensionFileLoader(name, file))


class Made:
    """What was compiled: ``modules``, name -> file, and the size, time of change and digest of each source, by its path in the package."""

    def __init__(self, where: str) -> None:
        self.modules: dict[str, str] = {}
        self.sources: dict[str, tuple[int, int, str]] = {}
        with open(os.path.join(where, LIST), encoding="utf-8") as lines:
            for line in lines:
                kind, name, *rest = line.rstrip("\n").split("\t")
                if kind == "module":
                    self.modules[name] = os.path.join(where, *rest)
                else:
                    size, changed, digest = rest
                    self.sources[name] = int(size), int(changed), digest

    def is_of_these_sources(self) -> bool:
        """Tell whether every source is what it was. Where size and time of change are as they were it is not read, as Python itself does not."""
        try:
            here = {name: os.stat(os.path.join(PACKAGE, name)) for name in self.sources}
        except OSError:
            return False
        others = [
            name
            for name, (size, changed, _) in self.sources.items()
            if here[name].st_size != size or here[name].st_mtime_ns not in (changed, changed - changed % SECOND)
        ]
        return all(here[name].st_size == self.sources[name][0] and digest(name) == self.sources[name][2] for name in others)


def digest(name: str) -> str:
    """Return the digest of a source by its path in the package."""
    from hashlib import blake2b

    with open(os.path.join(PACKAGE, name), "rb") as file:
        return blake2b(file.read(), digest_size=16).hexdigest()


def state() -> tuple[str, int]:
    """Return "used", "changed" (made of other sources), "off" (not wanted) or "none", and how many modules there are."""
    where = place()
    if not where:
        return "off", 0
    try:
        made = Made(where)
    except OSError:
        return "none", 0
    count = len(made.modules) - 1
    return ("used" if made.is_of_these_sources() else "changed"), count
