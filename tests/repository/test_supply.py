"""What runs beside our own code: each package has a digest and a licence that may run, and the list of them can be given away."""

import json
import subprocess
import sys

import pytest

from .tree import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import sbom


def package(**changed) -> sbom.Package:
    return sbom.Package(**{"name": "one", "version": "1", "digests": ("0" * 64,), "licence": "MIT", "installed": "1"} | changed)


def test_every_package_that_runs_has_a_digest_and_a_licence_that_may_run():
    assert list(sbom.wrong(list(sbom.packages()))) == []


@pytest.mark.parametrize(
    ("licence", "may"),
    [
        ("MIT", True),
        ("LGPL-3.0-or-later", True),
        ("GNU Lesser General Public License v2 or later (LGPLv2+)", True),
        ("MIT OR GPL-2.0-only", True),
        ("GPL-3.0-or-later", False),
        ("GNU General Public License v2 (GPLv2)", False),
        ("GNU Affero General Public License v3", False),
        ("AGPL-3.0-only", False),
        ("MIT AND GPL-2.0-only", False),
        ("SSPL-1.0", False),
    ],
)
def test_copyleft_of_the_whole_may_not_run_and_of_the_library_alone_may(licence, may):
    assert sbom.may_run(licence) is may


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"digests": ()}, "no digest"),
        ({"installed": "2"}, "2 is installed, 1 is pinned"),
        ({"licence": ""}, "names no licence"),
        ({"licence": "AGPL-3.0-only"}, "may not run"),
    ],
)
def test_an_audit_names_what_is_wrong(changed, said):
    assert said in "".join(sbom.wrong([package(**changed)]))


def test_what_is_not_installed_here_is_listed_all_the_same():
    assert list(sbom.wrong([package(installed="", licence="")])) == []


def test_the_list_is_cyclonedx_names_every_package_once_and_is_the_same_each_time():
    command = [sys.executable, str(ROOT / "tools" / "sbom.py")]
    first, second = (subprocess.run(command, capture_output=True, check=True).stdout for _ in range(2))
    found = json.loads(first)
    refs = [component["bom-ref"] for component in found["components"]]
    assert first == second
    assert (found["bomFormat"], found["specVersion"]) == ("CycloneDX", "1.6")
    assert len(refs) == len(set(refs)) > 40
    assert found["dependencies"][0]["dependsOn"] == refs
