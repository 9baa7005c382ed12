"""What holds for any text whatsoever, damaged ones included."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from lantai.core.text.analysed import LONGEST_REMEMBERED, analyse, told
from lantai.core.text.fold import fold, key
from lantai.core.text.highlight import highlight
from lantai.core.text.scripts import direction_of_text, script_of, tagged
from lantai.core.text.segment import sequence, spans, tokens
from lantai.core.text.stems import analysed_with_stems, both_stems

CHARACTERS = st.characters(codec=None)
SIGNS = st.sampled_from(
    "'’ʻ-‐־&#+♯♭[]()\"״·・ー々ßİıﬁÆŒøđéüйёїآةىک٠५२₂½㎏ﾞﾟﾊ゛\u0301\u0308\u093c\u094d\u0902न्दहिंกำเแ한ᄒ\u1161國国\u200c\u200d\u202e\ud800\x00ʼnŉǰΐᾳ"
)
TEXTS = st.lists(st.one_of(CHARACTERS, SIGNS, st.sampled_from("abcIi 12")), max_size=24).map("".join)
few = settings(max_examples=300, deadline=None)


@few
@given(TEXTS)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@few
@given(TEXTS)
def test_composed_and_decomposed_text_have_the_same_tokens(text):
    assert tokens(unicodedata.normalize("NFD", text)) == tokens(unicodedata.normalize("NFC", text))


@few
@given(TEXTS)
def test_tokens_are_neither_empty_nor_broken_by_spaces(text):
    assert all(token and not any(map(str.isspace, token)) for token in tokens(text))


@few
@given(
    st.lists(
        st.one_of(
            TEXTS, st.sampled_from(("and", "&", "Eb", "major", "e-mail", "U.S.", "l'été", "红楼梦", "β-catenin", r"C:\u0062\x"))
        ),
        max_size=6,
    ).map(" ".join)
)
def test_an_analysed_text_has_the_tokens_of_the_text(text):
    assert analyse(text) == " ".join(tokens(text))
    long = f"{text} {'word ' * LONGEST_REMEMBERED}{text}"
    assert analyse(long) == " ".join(tokens(long))
    assert [analysed_with_stems(each, "fr") for each in (text, long)] == [(analyse(e), both_stems(e, "fr")) for e in (text, long)]


@few
@given(st.lists(TEXTS, max_size=6))
def test_a_text_whose_pieces_are_told_has_the_tokens_of_the_text(pieces):
    cut = [*pieces, *["word"] * LONGEST_REMEMBERED]
    told(" ".join(cut), cut)
    assert analyse(" ".join(cut)) == " ".join(tokens(" ".join(cut)))


@few
@given(TEXTS)
def test_spans_stand_in_the_text_and_are_its_tokens(text):
    found = spans(text)
    assert all(0 <= span.start < span.end <= len(text) for span in found)
    assert {span.token for span in found} == set(tokens(text))


@few
@given(TEXTS)
def test_highlighting_keeps_the_text_and_marks_every_token(text):
    pieces = highlight(text, tokens(text))
    assert "".join(piece for piece, _ in pieces) == text
    assert any(marked for _, marked in pieces) == bool(sequence(text))


@few
@given(TEXTS)
def test_key_and_script_never_raise(text):
    assert " " not in key(text)
    assert direction_of_text(text) in ("ltr", "rtl")
    assert tagged("zh", text).startswith("zh")
    assert script_of(text) == "" or len(script_of(text)) == 4
