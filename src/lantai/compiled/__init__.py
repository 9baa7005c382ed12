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


class Unusable(Exception):
    """What was compiled is not to be used; the message says why."""


def use() -> None:
    """Have the compiled modules imported where there are any and they are made of the sources that are here. Whatever is wrong with them, Python's are
    there."""
    where = place()
    try:
        if where and os.path.exists(os.path.join(where, LIST)):
            sys.meta_path.insert(0, Finder(where))
    except Exception as problem:  # a library must start, whatever lies there
        _warn(problem)


def _warn(problem: BaseException) -> None:
    import warnings

    said = f"compiled modules are not used: {problem}; Python's own are (lantai compile makes them again)"
    warnings.warn(said, RuntimeWarning, stacklevel=2)


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
            if not self._is_usable():
                self.modules = {}
                return None
        from importlib.util import spec_from_file_location

        file = self.modules[name]
        return spec_from_file_location(name, file, loader=ExtensionFileLoader(name, file))

    def _is_usable(self) -> bool:
        """Tell whether they are of these sources, whole, and can be loaded: all of them or none, for they know each other's types."""
        from importlib import import_module

        try:
            if not self.made.is_of_these_sources():
                return False
            self.made.check()
            import_module(TOGETHER)
        except Exception as problem:  # as above
            _warn(problem)
            return False
        return True


class Made:
    """What was compiled. ``modules``: name -> file; ``files``, ``sources``: the size, time of change and digest of each file of these, and of each source
    by its path in the package. Raise Unusable or OSError."""

    def __init__(self, where: str) -> None:
        self.modules: dict[str, str] = {}
        self.files: dict[str, tuple[int, int, str]] = {}
        self.sources: dict[str, tuple[int, int, str]] = {}
        self._places = [where, os.path.join(where, LIST)]
        try:
            with open(os.path.join(where, LIST), encoding="utf-8") as lines:
                for line in lines:
                    kind, name, *rest, size, changed, said = line.rstrip("\n").split("\t")
                    if kind == "module":
                        folder, file = rest
                        self.modules[name] = os.path.join(where, folder, file)
                        self.files[self.modules[name]] = int(size), int(changed), said
                        self._places += [os.path.join(where, folder)] if os.path.join(where, folder) not in self._places else []
                    else:
                        self.sources[name] = int(size), int(changed), said
        except ValueError:
            raise Unusable(f"{os.path.join(where, LIST)} is not as this version writes it") from None
        if TOGETHER not in self.modules:
            raise Unusable(f"{os.path.join(where, LIST)} is cut off")

    def is_of_these_sources(self) -> bool:
        """Tell whether every source is what it was. Where size and time of change are as they were it is not read, as Python itself does not."""
        try:
            return not _others({os.path.join(PACKAGE, name): said for name, said in self.sources.items()})
        except OSError:
            return False

    def check(self, *, thoroughly: bool = False) -> None:
        """Raise Unusable or OSError where a file is not what was made, or somebody else could have put it there. ``thoroughly``: read them all."""
        trusted = {
            0,
            os.geteuid(),
            os.stat(os.path.join(PACKAGE, "__init__.py")).st_uid,
        }  # who may write the sources may write these
        for path in (*self._places, *self.files):
            about = os.stat(path)
            if about.st_uid not in trusted or about.st_mode & 0o022:
                raise Unusable(f"others than root and this account may write {path}")
        if other := _others(self.files, thoroughly=thoroughly):
            raise Unusable(f"{other} is damaged")


def _others(files: dict[str, tuple[int, int, str]], *, thoroughly: bool = False) -> str:
    """Return the first file that is not what it was, "" where none is: one whose size or time of change is another is read. Raise OSError."""
    for path, (size, changed, said) in files.items():
        here = os.stat(path)
        if here.st_size != size:
            return path
        if (thoroughly or here.st_mtime_ns not in (changed, changed - changed % SECOND)) and digest_of(path) != said:
            return path
    return ""


def digest_of(path: str) -> str:
    """Return the digest of a file."""
    from hashlib import blake2b

    with open(path, "rb") as file:
        return blake2b(file.read(), digest_size=16).hexdigest()


def digest(name: str) -> str:
    """Return the digest of a source by its path in the package."""
    return digest_of(os.path.join(PACKAGE, name))


def state() -> tuple[str, int]:
    """Return "used", "changed" (made of other sources), "damaged", "off" (not wanted) or "none", and how many modules there are. All files are read."""
    where = place()
    if not where:
        return "off", 0
    if not os.path.exists(os.path.join(where, LIST)):
        return "none", 0
    count = 0
    try:
        made = Made(where)
        count = len(made.modules) - 1
        if not made.is_of_these_sources():
            return "changed", count
        made.check(thoroughly=True)
    except (OSError, Unusable):
        return "damaged", count
    return "used", count
