"""What the demo library answers in six languages: the right work first, and works in at least four other languages beside it.

The questions stand in data/demo_questions.tsv; ``benchmarks/demo_questions.py`` asks them as pages do, in a library made by ``lantai demo``.
"""

from pathlib import Path

import pytest

from .conftest import last_line

pytestmark = pytest.mark.gate

LANGUAGES = ("zh", "ar", "ru", "pt", "ja", "en")
FEWEST = 20


@pytest.fixture(scope="module")
def told(demo_library: Path) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = last_line("benchmarks/demo_questions.py", "--data", str(demo_library))
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_questions_find_the_right_work_first_and_others_in_four_languages(told: dict[str, dict[str, str]], lang: str) -> None:
    assert {question: why for question, why in told["missed"].items() if question.startswith(f"{lang} ")} == {}
    assert int(told["asked"][lang]) >= FEWEST
