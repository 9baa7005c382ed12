"""What the demo library answers in six languages: the right work first, and works in at least four other languages beside it.

The questions stand in data/demo_questions.tsv; ``benchmarks/demo_questions.py`` asks them as pages do, in a library made by ``lantai demo``.
"""

import json
import os
import subprocess
import sys

import pytest

from tests.shared_data import ROOT

pytestmark = pytest.mark.gate

LANGUAGES = ("zh", "ar", "ru", "pt", "ja", "en")
FEWEST = 20


@pytest.fixture(scope="module")
def told() -> dict[str, dict[str, str]]:
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "LANTAI_"))}
    command = [sys.executable, "benchmarks/demo_questions.py"]
    said = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True, env=environ).stdout
    found: dict[str, dict[str, str]] = json.loads(said.splitlines()[-1])
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_questions_find_the_right_work_first_and_others_in_four_languages(told: dict[str, dict[str, str]], lang: str) -> None:
    assert {question: why for question, why in told["missed"].items() if question.startswith(f"{lang} ")} == {}
    assert int(told["asked"][lang]) >= FEWEST
