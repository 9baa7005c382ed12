"""Named plug-ins: a dotted path per name, imported on first use; entry points add third parties' own.

A kind of plug-in is one ``Registry``, kept in the module that defines its protocol.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import import_module
from importlib.metadata import EntryPoints, entry_points
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class UnknownPlugin(LookupError):
    """No plug-in of this kind has that name."""


class MissingExtra(ImportError):
    """The plug-in is known, but a package that it needs is not installed."""


class Registry(Generic[T]):
    """The plug-ins of one kind, by name.

    ``paths`` maps a name to "package.module:attribute", or to "package.module" where the module itself is the plug-in.
    ``extras`` maps a name to the extra of this package that installs what the plug-in needs.
    """

    def __init__(self, kind: str, paths: Mapping[str, str], *, extras: Mapping[str, str] | None = None) -> None:
        self.kind = kind
        self._paths = dict(paths)
        self._extras = dict(extras or {})
        self._loaded: dict[str, T] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._paths | {point.name: "" for point in self._third_party}))

    def __getitem__(self, name: str) -> T:
        """Return the plug-in; raise UnknownPlugin or MissingExtra, both saying what to do."""
        if name not in self._loaded:
            self._loaded[name] = self._load(name)
        return self._loaded[name]

    def _load(self, name: str) -> T:
        path = self._paths.get(name) or next((p.value for p in self._third_party if p.name == name), None)
        if path is None:
            raise UnknownPlugin(f"there is no {self.kind} named {name!r}; there are: {', '.join(self)}")
        module, _, attribute = path.partition(":")
        try:
            found: Any = import_module(module)
        except ImportError as problem:
            if name not in self._extras:
                raise
            raise MissingExtra(
                f"{self.kind} {name!r} needs a package that is missing ({problem.name}): "
                f"pip install 'lantai[{self._extras[name]}]'"
            ) from problem
        loaded: T = getattr(found, attribute) if attribute else found
        return loaded

    @cached_property
    def _third_party(self) -> EntryPoints:
        """Looked up once: Python reads the names of all installed packages for it, 16 ms, and every import of a file goes through the formats."""
        return entry_points(group=f"lantai.{self.kind}")
