import pytest

from lantai.core.bib.roles import _WORDS, RELATORS, role


@pytest.mark.parametrize(
    "given, code",
    [
        ("aut", "aut"),
        ("AUT", "aut"),
        ("070", "aut"),
        ("730", "trl"),
        ("340", "edt"),
        ("主编", "edt"),
        ("編", "edt"),
        ("译", "trl"),
        ("等译", "trl"),
        ("[等]編譯", "trl"),
        ("合著", "aut"),
        ("绘", "ill"),
        ("摄影", "pht"),
        ("Übers.", "trl"),
        ("Hrsg.", "edt"),
        ("[Hrsg.]", "edt"),
        ("joint author.", "aut"),
        ("ill.", "ill"),
        ("traducteur", "trl"),
        ("переводчик", "trl"),
        ("옮김", "trl"),
        ("訳", "trl"),
        ("مترجم", "trl"),
        ("author of introduction, etc.", "aui"),
        ("http://id.loc.gov/vocabulary/relators/edt", "edt"),
        ("https://id.loc.gov/vocabulary/relators/cmp/", "cmp"),
        ("Thesis advisor", "ths"),
        ("composer (expression)", "cmp"),
        ("Joint ed.", "edt"),
        ("kustantaja", "pbl"),
        ("sweeper", ""),
        ("", ""),
        ("999", ""),
    ],
)
def test_gives_the_relator_code_of_codes_and_words_in_many_languages(given: str, code: str) -> None:
    assert role(given) == code


def test_names_only_codes_that_exist() -> None:
    assert set(_WORDS) <= RELATORS
    assert len(RELATORS) > 250
