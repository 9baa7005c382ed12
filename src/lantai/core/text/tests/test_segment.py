import pytest

from lantai.core.text.analysed import LONGEST_REMEMBERED, analyse, pieces, told
from lantai.core.text.segment import sequence, spans, tokens
from lantai.core.text.stems import analysed_with_stems, both_stems


@pytest.mark.parametrize(
    "text, expected",
    [
        ("War and peace", "war peace"),
        ("Violoncello & Orgel", "cello orgel"),
        ("And", "and"),
        ("Partita in Bb minor", "partita in b flat minor"),
        ("Ab urbe condita", "ab urbe condita"),
        ("红楼梦", "红楼 楼梦"),
        ("梦", "梦"),
        ("C语言程序", "c 语言 言程 程序"),
        ("2008年", "2008 年"),
        ("おじいさん", "おじ じい いさ さん"),
        ("한국어 문법", "한국 국어 문법"),
        ("東京の夜", "东京 京の の夜"),
        ("ภาษาไทย", "ภา าษ ษา าไท ไทย"),
        ("བོད་རྒྱལ", "བོད རྒྱལ"),
        ("हिन्दी साहित्य", "हिन्दी साहित्य"),
        ("𠮷野家", "吉野 野家"),
        ("", ""),
        ("… — !", ""),
    ],
)
def test_a_text_is_cut_into_words_and_pairs(text, expected):
    assert " ".join(sequence(text)) == expected


@pytest.mark.parametrize(
    "text, spelling",
    [
        ("e-mail", "email"),
        ("mother-in-law", "motherinlaw"),
        ("U.S.A. today", "usa"),
        ("J.R.R. Tolkien", "jrr"),
        ("l'homme révolté", "homme"),
        ("Dell’arte", "arte"),
        ("Gulliver's travels", "gulliver"),
        ("Müller", "mueller"),
        ("Mu\u0308ller", "mueller"),
        ("Søren", "soeren"),
        ("Толстой", "толстои"),
        ("संस्कृत", "संसकृत"),
        ("हिन्दी", "हिंदी"),
        ("हिंदी", "हिन्दी"),
        ("红楼梦", "梦"),
        ("B♭ major", "bb"),
        ("Bb major", "bb"),
        ("War & peace", "and"),
        ("والكتاب الجديد", "كتاب"),
        ("للأطفال", "اطفال"),
        ("می‌شود", "ميشود"),
    ],
)
def test_other_spellings_stand_after_the_words(text, spelling):
    found = tokens(text)
    assert spelling in found
    assert found[: len(sequence(text))] == sequence(text)
    assert spelling not in sequence(text)


@pytest.mark.parametrize("text", ["1920-1960", "3.14", "plain words only", "Ελληνικά", "كتاب", "الف"])
def test_most_texts_have_no_other_spellings(text):
    assert tokens(text) == sequence(text)


def test_analysed_text_is_its_tokens_parted_by_spaces():
    assert analyse("E-mail & 红楼") == "e mail 红楼 and 楼 email"


@pytest.mark.parametrize(
    "text, token, place",
    [
        ("die Straße dort", "strasse", "Straße"),
        ("der ﬁlm", "film", "ﬁlm"),
        ("le Cafe\u0301 noir", "cafe", "Cafe\u0301"),
        ("كتـــاب الأمم", "كتاب", "كتـــاب"),
        ("das e-mail-Buch", "emailbuch", "e-mail-Buch"),
        ("ein Mu\u0308ller", "mueller", "Mu\u0308ller"),
        ("読むｶﾞｷﾞ本", "がぎ", "ｶﾞｷﾞ"),
        ("卡尔·马克思", "尔马", "尔·马"),
        ("㎏ 5", "kg", "㎏"),
        ("L'Homme", "homme", "L'Homme"),
    ],
)
def test_a_token_knows_its_place_in_the_original(text, token, place):
    assert [text[span.start : span.end] for span in spans(text) if span.token == token] == [place]


@pytest.mark.parametrize(
    "one, other",
    [
        ("Dept. of State", "Department of State"),
        ("al-Koran", "al-Qurʼan"),
        ("sonata for violoncello", "sonata for cello"),
        ("time & money", "time and money"),
        ("time & money", "time money"),
        ("Bb major", "B♭ major"),
        ("E-flat major", "Eb major"),
    ],
)
def test_what_old_and_new_cataloguing_rules_spell_is_one_phrase(one, other):
    assert sequence(one) == sequence(other)


@pytest.mark.parametrize(
    "text",
    [
        "L'homme & l’été: an e-mail, and U.S.A. re-read; Müller's “notes” (1998).",
        "红楼梦 and 石头记々, コンピューター・サイエンス Толстой والكتاب हिन्दी ภาษาไทย",
        "Sonata in Eb major, in B♭ minor; Partita in\u00a0e-flat minor and & et und",
        "Zażółć gęślą jaźń [serie]s (dis)ability C++ and C# cafe\u0301  two  spaces ",
    ],
)
def test_a_long_text_is_cut_piece_by_piece_into_the_tokens_it_has_as_a_whole(text):
    long = " ".join([text] * (LONGEST_REMEMBERED // len(text) + 1))
    assert analyse(long) == " ".join(tokens(long))


@pytest.mark.parametrize(
    "text",
    [
        "and & et und",
        " and ",
        "",
        "  ",
        "major",
        "Eb and minor",
        "(DLC)sn 85008253",
        "serie[s]",
        "word) (word",
        "C# c++ a.b. x.",
        "– = —",
        "1715-1763 v.26 (1998) D.C. self-made (Élan), [Тёплый]. ISSN:0026-4075",
    ],
)
def test_pieces_that_mean_more_or_nothing_are_cut_as_in_the_whole_text(text):
    for padded in (text, f"{text} {'plain ' * LONGEST_REMEMBERED}", f"{'plain ' * LONGEST_REMEMBERED}{text}"):
        assert analyse(padded) == " ".join(tokens(padded))


def test_what_was_forgotten_is_made_again_alike(monkeypatch):
    monkeypatch.setattr("lantai.core.text.analysed.MOST_KNOWN", 5)
    text = " ".join(f"{word}{n % 13}-e-mail & Müllers" for n, word in enumerate(["Books"] * LONGEST_REMEMBERED))
    assert analyse(text) == " ".join(tokens(text))
    assert analysed_with_stems(text, "de") == (analyse(text), both_stems(text, "de"))
    assert both_stems(text, "de") == " ".join(both_stems(piece, "de") for piece in text.split(" ") if piece != "&")


def test_pieces_are_taken_only_where_spaces_part_the_text_so():
    text = f"first second {'word ' * LONGEST_REMEMBERED}last"
    told(text, [text])
    assert pieces(text) == text.split(" ")
    told(text, ["told", *text.split(" ")[1:]])
    assert (pieces(text)[0], pieces(text)[0]) == ("told", "first")
