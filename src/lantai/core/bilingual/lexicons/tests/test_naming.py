import pytest

from lantai.core.bilingual.lexicons.glosses import cleaned
from lantai.core.bilingual.lexicons.naming import languages_in, licence_in


@pytest.mark.parametrize(
    "name, languages",
    [
        ("freedict-ara-eng.index", ("ar", "en")),
        ("omw-rus-eng.tsv.gz", ("ru", "en")),
        ("terms_de_en.tsv", ("de", "en")),
        ("stw.ttl", ()),
        ("my-terms.tsv", ()),
    ],
)
def test_a_files_name_says_its_languages(name, languages):
    assert languages_in(name) == languages


@pytest.mark.parametrize(
    "text, licence",
    [
        ("https://creativecommons.org/licenses/by-sa/4.0/", "CC BY-SA 4.0"),
        ("CC BY SA 3.0", "CC BY-SA 3.0"),
        ("under the terms of the GNU General Public License ver. 2.0 and any later version", "GPL-2+"),
        ("<http://opendatacommons.org/licenses/odbl/1-0/>", "ODbL 1.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
        ("all rights reserved", ""),
    ],
)
def test_a_licence_is_known_by_what_it_is_called(text, licence):
    assert licence_in(text) == licence


@pytest.mark.parametrize(
    "gloss, lang, plain",
    [
        ("to tell (sb sth)", "en", "tell"),
        ("colo(u)r", "en", "colour"),
        ("the United States of America", "en", "United States of America"),
        ("a lawyer's fee that is paid in advance by a client", "en", ""),
        ("etw. beseitigen", "de", "beseitigen"),
        ("(formal)", "en", ""),
    ],
)
def test_a_translation_is_as_many_plain_words_as_one_would_search_for(gloss, lang, plain):
    assert cleaned(gloss, lang) == plain
