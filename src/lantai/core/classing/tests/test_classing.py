"""A classifier learns from a handful of texts, says how sure it is and why, and comes back from its file."""

import numpy as np
import pytest

from lantai.core.classing import Settings, train
from lantai.core.classing.believing import owned
from lantai.core.classing.choosing import measured
from lantai.core.classing.classifier import embedder_of, load
from lantai.core.classing.features import Rows, hashed, rarity, weighted
from lantai.core.classing.labelled import Unusable, read
from lantai.core.classing.likeness import likeness
from lantai.core.classing.listed import counted, found, hits, lists
from lantai.core.classing.training import MOST, Learning, TooMany, once, untrained

TEXTS = [
    ("化学", "新型配体的合成与晶体结构"), ("化学", "手性催化剂的合成及光谱性质"), ("化学", "Synthesis of a palladium complex catalyst"),
    ("法学", "刑法中犯罪构成的司法认定"), ("法学", "合同法与民法典中的侵权责任"), ("法学", "Criminal courts and constitutional rights"),
    ("林学", "杉木人工林林分生长模型"), ("林学", "马尾松天然林生物量估算"), ("林学", "Growth of pine forest stands"),
]  # fmt: skip


@pytest.fixture(scope="module")
def classifier():
    return train([text for _label, text in TEXTS], [label for label, _text in TEXTS])


@pytest.mark.parametrize("text, label", [
    ("含氮配体化合物的合成", "化学"), ("论诉讼中的犯罪证据", "法学"), ("杨树人工林生物量", "林学"), ("forest stand biomass", "林学"),
])  # fmt: skip
def test_it_tells_texts_it_has_not_seen_in_both_languages(classifier, text, label):
    [told] = classifier.classify([text])
    assert told[0].label == label
    assert 0 < told[0].confidence <= 1
    assert sum(one.confidence for one in told) == pytest.approx(1, abs=0.01)
    assert told[0].reasons


@pytest.mark.parametrize("text", ["", "Zzz", "新型"])
def test_it_tells_nothing_of_a_text_without_any_sign_or_of_which_only_characters_speak(classifier, text):
    assert classifier.told([text]) == [()]
    assert classifier.told(["论诉讼中的犯罪证据", text])[0][0].label == "法学"


def test_it_comes_back_from_its_file(classifier, tmp_path):
    classifier.save(tmp_path / "model.npz")
    again = load(tmp_path / "model.npz")
    texts = [text for _label, text in TEXTS]
    assert np.allclose(again.scores(texts), classifier.scores(texts), atol=0.02 * np.abs(classifier.scores(texts)).max())
    (tmp_path / "broken").write_bytes(b"PK nothing")
    with pytest.raises(ValueError, match="no classifier"):
        load(tmp_path / "broken")


def signs(texts):
    """Vectors that stand in for meaning: which of a few signs a text has."""
    found = np.array([[sign in text for sign in "林法药"] + [True] for text in texts], np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def test_what_was_trained_with_vectors_is_asked_with_them_and_names_their_maker(tmp_path):
    made = Learning([text for _label, text in TEXTS], [label for label, _text in TEXTS], embed=signs, embedder="signs")
    made.classifier(Settings()).save(tmp_path / "model.npz")
    assert embedder_of(tmp_path / "model.npz") == "signs"
    with pytest.raises(ValueError, match="embedder"):
        load(tmp_path / "model.npz")
    made.classifier(Settings(vectors=0)).save(tmp_path / "model.npz")
    assert embedder_of(tmp_path / "model.npz") == ""
    assert load(tmp_path / "model.npz").classify(["论诉讼"])[0][0].label == "法学"


def test_what_is_right_is_measured_with_one_reading_of_each_text_and_is_the_same():
    asked = []

    def embed(texts):
        asked.extend(texts)
        return signs(texts)

    texts, labels = [text for _label, text in TEXTS], [label for label, _text in TEXTS]
    made = train(texts, labels, Settings(), embed=embed)
    told = [said for said in made.told(texts, best=1) if said]
    asked.clear()
    right = measured(made, texts, labels)
    assert asked == texts
    assert right.told == len(told) / len(texts)
    assert right.top1 == sum(made.classify([text])[0][0].label == label for label, text in TEXTS) / len(texts)


def test_an_embedder_that_remembers_reads_each_text_once_and_gives_the_same_vectors():
    asked = []

    def embed(texts):
        asked.extend(texts)
        return signs(texts)

    remembered = once(embed)
    assert (remembered(["林", "法", "林"]) == signs(["林", "法", "林"])).all()
    assert (remembered(["药", "法"]) == signs(["药", "法"])).all()
    assert asked == ["林", "法", "药"]


def test_what_words_pieces_and_meaning_said_adds_up_to_the_score():
    made = train([text for _label, text in TEXTS], [label for label, _text in TEXTS], Settings(), embed=signs)
    [[told, *_]] = made.classify(["杨树人工林"], best=3)
    scores = made.scores(["杨树人工林"])[0]
    assert set(told.parts) == {"words", "pieces", "meaning"}
    assert sum(told.parts.values()) == pytest.approx(float(scores.max() - scores.mean()), abs=1e-5)


def test_meaning_tells_where_no_listed_word_stands():
    [[told, *_]] = untrained(("林学", "法学", "药学"), embed=signs).classify(["法"])
    assert (told.label, told.reasons) == ("法学", ())
    assert told.parts["meaning"] > 0 == told.parts["words"]


def test_likeness_is_the_product_of_rows(monkeypatch):
    rng = np.random.default_rng(7)
    texts = ["".join(rng.choice(list("甲乙丙丁戊己庚"), 30)) for _ in range(40)]
    rows = hashed(texts, longest=3)
    rows = weighted(rows, rarity(rows, least=1))
    dense = np.zeros((rows.size, 1 << 20), np.float32)
    for n in range(rows.size):
        columns, values = rows.row(n)
        dense[n, columns] = values
    monkeypatch.setattr("lantai.core.classing.likeness.DENSE_PAIRS", 100)
    monkeypatch.setattr("lantai.core.classing.likeness.PAIRS_AT_ONCE", 500)
    assert np.allclose(likeness(rows, rows), dense @ dense.T, atol=1e-4)
    assert np.allclose(np.linalg.norm(dense, axis=1), 1, atol=1e-4)


def test_an_empty_text_is_a_row_of_nothing():
    rows = hashed(["", "林"], longest=4)
    assert isinstance(rows, Rows)
    assert rows.row(0)[0].size == 0
    assert hits(counted([""])).sum() == 0


def test_every_discipline_has_keywords():
    assert len(lists().codes) == 117
    assert (lists().listed.sum(axis=0) > 0).all()
    assert len(set(lists().number)) == len(lists().words)


def test_a_listed_word_is_found_wherever_it_stands_and_a_latin_one_from_its_beginning():
    known = {lists().words[n]: count for n, count in found("对映选择性催化剂。Catalysts, biocatalysts").items()}
    assert known["催化"] == 1
    assert known["催化剂"] == 1
    assert known["catalyst"] == 1


def test_lists_go_to_the_classes_of_their_name_or_to_those_whose_texts_have_their_words():
    texts = counted(["刑法犯罪构成与法院判决", "杉木人工林林分生长", "诉讼证据", "马尾松林分生物量"])
    share = owned(texts, np.array([0, 1, 0, 1]), ("法学", "faculty B"))
    code = dict(zip(lists().codes, share.T, strict=True))
    assert code["0301"].tolist() == [1, 0]
    assert code["0907"][1] == 1
    assert code["0907"][0] < 0.5


@pytest.mark.parametrize("text, label", [
    ("杉木人工林林分生长模型", "林学"), ("刑法中犯罪构成的司法认定", "法学"), ("Randomized trial of surgery for hypertension", "临床医学"),
])  # fmt: skip
def test_the_lists_alone_tell_a_discipline_and_say_by_which_words(text, label):
    [[told, *_]] = untrained(("林学", "法学", "临床医学", "数学")).classify([text])
    assert told.label == label
    assert told.reasons


def test_more_than_fits_in_memory_is_refused():
    with pytest.raises(TooMany):
        Learning(["x"] * (MOST + 1), ["y"] * (MOST + 1))


def test_labelled_texts_come_from_json_and_tables_and_refusals_name_their_line(tmp_path):
    file = tmp_path / "texts.jsonl"
    file.write_text('{"title": "a", "abstract": "b", "label": "x"}\nfor category\ttext\ty\n{"label": "x"}\nnothing\n')
    rows, refused = read([file])
    assert rows == [("a b", "x"), ("text", "y")]
    assert [line.partition(": ")[0][-6:] for line in refused] == ["line 3", "line 4"]
    (tmp_path / "empty").write_text("\n")
    with pytest.raises(Unusable, match="empty"):
        read([tmp_path / "empty"])
