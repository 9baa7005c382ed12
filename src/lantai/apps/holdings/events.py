"""What holdings tells others; the one module of it that other areas' listeners may import."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PackageChanged:
    """An import has changed which titles a package holds, or their years."""

    package: int
