"""Every setting that a library may make is documented, and every documented one exists."""

import re

from .tree import ROOT, name_of, tracked

READ = re.compile(r"""environ(?:\.get\(|\[)\s*["'](LANTAI_[A-Z_]+)["']""")
PAGE = ROOT / "docs" / "operate" / "settings.md"


def test_settings_in_code_and_settings_in_the_manual_are_the_same():
    sources = [p for p in tracked() if p.suffix == ".py" and "tests" not in p.parts and name_of(p).startswith("src/")]
    read = {name for path in sources for name in READ.findall(path.read_text())}
    documented = set(re.findall(r"^\| `(LANTAI_[A-Z_]+)`", PAGE.read_text(), re.M))
    assert read == documented
