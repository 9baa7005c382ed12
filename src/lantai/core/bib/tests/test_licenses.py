"""Licences in all the ways they are written."""

import pytest

from lantai.core.bib.licenses import license_of


@pytest.mark.parametrize("words, family, version, place, spdx", [
    ("cc-by", "CC-BY", "", "", ""),
    ("CC BY 4.0", "CC-BY", "4.0", "", "CC-BY-4.0"),
    ("CC-BY-NC-ND-4.0", "CC-BY-NC-ND", "4.0", "", "CC-BY-NC-ND-4.0"),
    ("cc-by-nd-nc 3", "CC-BY-NC-ND", "3.0", "", "CC-BY-NC-ND-3.0"),
    ("http://creativecommons.org/licenses/by/4.0/legalcode", "CC-BY", "4.0", "", "CC-BY-4.0"),
    ("https://creativecommons.org/licenses/by/4.0/deed.zh-hans", "CC-BY", "4.0", "", "CC-BY-4.0"),
    ("https://creativecommons.org/licenses/by/3.0/igo/", "CC-BY", "3.0", "IGO", "CC-BY-3.0-IGO"),
    ("https://creativecommons.org/licenses/by-nc/3.0/br/", "CC-BY-NC", "3.0", "BR", "CC-BY-NC-3.0"),
    ("CC BY-NC-SA 3.0 IGO", "CC-BY-NC-SA", "3.0", "IGO", "CC-BY-NC-SA-3.0-IGO"),
    ("Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 International", "CC-BY-NC-ND", "4.0", "", "CC-BY-NC-ND-4.0"),
    ("Creative Commons Attribution License", "CC-BY", "", "", ""),
    ("知识共享 署名-非商业性使用-相同方式共享 4.0 国际许可协议", "CC-BY-NC-SA", "4.0", "", "CC-BY-NC-SA-4.0"),
    ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0", "1.0", "", "CC0-1.0"),
    ("cc0", "CC0", "1.0", "", "CC0-1.0"),
    ("public-domain", "PDM", "", "", ""),
    ("pd", "PDM", "", "", ""),
    ("https://creativecommons.org/publicdomain/mark/1.0/", "PDM", "", "", ""),
    ("mit", "MIT", "", "", "MIT"),
    ("Apache License 2.0", "Apache-2.0", "", "", "Apache-2.0"),
])  # fmt: skip
def test_it_knows_a_license(words, family, version, place, spdx):
    found = license_of(words)
    assert (found.family, found.version, found.jurisdiction, found.spdx, found.reuse) == (family, version, place, spdx, True)
    assert found.given == words
    assert found.sure


@pytest.mark.parametrize("words", [
    "implied-oa", "publisher-specific-oa", "other-oa", "elsevier-specific: oa user license", "https://www.elsevier.com/tdm/userlicense/1.0/",
    "publisher-specific, author manuscript: https://link.aps.org/licenses/aps-default-accepted-manuscript-license", "All rights reserved",
    "http://onlinelibrary.wiley.com/termsAndConditions#vor", "© 2020 The Authors. Published by Elsevier",
])  # fmt: skip
def test_what_grants_no_reuse_says_so(words):
    found = license_of(words)
    assert (found.family, found.spdx, found.reuse) == ("", "", False)


@pytest.mark.parametrize("words, family", [
    ("This article is a U.S. Government work and is in the public domain in the USA", "PDM"),
    ("Not in the public domain. All rights reserved", "PDM"),
    ("CC BY does not apply", "CC-BY"),
    ("CC BY, CC BY-NC", "CC-BY"),
    ("https://creativecommons.org/licenses/by/4.0/, figures https://creativecommons.org/licenses/by-nc/4.0/", "CC-BY"),
    ("https://creativecommons.org/licenses/nc/1.0/", "CC-NC"),
    ("https://creativecommons.org/licenses/sampling+/1.0/", ""),
    ("https://creativecommons.org/licenses/nc-sampling+/1.0/", ""),
    ("Creative Commons Attribution - Pas d'Utilisation Commerciale - Pas de Modification 4.0", "CC-BY-NC-ND"),
    ("Creative Commons Attribution - Partage dans les Mêmes Conditions 4.0", "CC-BY-SA"),
    ("Licencia Creative Commons Atribución-NoComercial-SinDerivadas 4.0 Internacional", "CC-BY-NC-ND"),
    ("Creative Commons Atribuição-NãoComercial 4.0", "CC-BY-NC"),
    ("Creative Commons Namensnennung - Weitergabe unter gleichen Bedingungen 4.0", "CC-BY-SA"),
    ("クリエイティブ・コモンズ 表示 - 非営利 - 継承 4.0", "CC-BY-NC-SA"),
])  # fmt: skip
def test_what_may_say_the_opposite_is_not_sure(words, family):
    found = license_of(words)
    assert (found.family, found.sure) == (family, False)


@pytest.mark.parametrize("words, sure", [
    ("This is an open-access article distributed under the terms of the Creative Commons Attribution License, which permits unrestricted use", True),
    ("The work is made available under the Creative Commons CC0 public domain dedication, used by anyone.", True),
    ("All but Figure 2 is distributed under the terms of the Creative Commons Attribution License", False),
    ("It is not licensed under a Creative Commons Attribution License", False),
    ("It is licensed under CC BY, its pictures under CC BY-NC", False),
])  # fmt: skip
def test_a_sentence_that_grants_a_license_without_reservation_is_sure(words, sure):
    assert license_of(words).sure is sure


def test_an_address_is_sure_among_other_words():
    assert license_of("Open under CC BY (https://creativecommons.org/licenses/by/4.0/), with no fee.").sure


def test_no_words_are_no_license():
    assert license_of("  ") is None
