"""Translation services: what they are sent, what is believed of their answers, against a service on this machine."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest
from tests.conformance.embedders import HOUSE, serving

from lantai.ai.choice import Choice, ServiceFailed, Unusable
from lantai.ai.translators import TRANSLATORS, believed

WORDS = {"小麦": "wheat", "图书馆": "library", "谢谢": "谢谢", "长": "x" * 500}
SENT: list[tuple[str, dict, dict]] = []


class Service(BaseHTTPRequestHandler):
    """Speaks both ways of asking."""

    answer = ""

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        SENT.append((self.path, sent, dict(self.headers)))
        if self.path.endswith("/translate"):
            body = {"translatedText": [WORDS.get(text, "") for text in sent["q"]]}
        else:
            terms = json.loads(sent["messages"][1]["content"])["terms"]
            content = self.answer or json.dumps({"translations": [WORDS.get(text, "") for text in terms]})
            body = {"choices": [{"message": {"role": "assistant", "content": content}}]}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(Service) as address:
        yield address


@pytest.fixture(params=list(TRANSLATORS))
def translator(request, address):
    SENT.clear()
    return TRANSLATORS[request.param](Choice(name=request.param, at=address, model="tiny", key="s3cret", client=HOUSE))


def test_it_translates_words_and_leaves_out_what_is_no_translation(translator):
    assert translator.translate(["小麦", "谢谢", "长", "没有"], "zh", "en") == {"小麦": "wheat"}


def test_it_is_sent_the_words_and_the_languages_and_nothing_else(translator):
    translator.translate(["图书馆"], "zh", "en")
    [(_, sent, headers)] = SENT
    assert set(headers) <= {"Host", "Accept-Encoding", "User-Agent", "Content-Type", "Accept", "Authorization", "Content-Length"}
    assert set(sent) <= {"q", "source", "target", "format", "api_key", "model", "messages", "temperature", "response_format"}
    assert "图书馆" in json.dumps(sent, ensure_ascii=False)


def test_it_says_its_name_without_its_key(translator):
    assert "127.0.0.1" in translator.title
    assert "s3cret" not in translator.title


def test_it_wants_an_address(translator):
    with pytest.raises(Unusable, match="LANTAI_TRANSLATOR_AT"):
        TRANSLATORS[translator.name](Choice(name=translator.name, client=HOUSE))


@pytest.mark.parametrize("said", ["Sure! Here is the translation: wheat", '{"translations": []}', "[]"])
def test_a_model_that_chats_is_not_believed(address, said, monkeypatch):
    monkeypatch.setattr(Service, "answer", said)
    chat = TRANSLATORS["chat"](Choice(name="chat", at=address, model="tiny", client=HOUSE))
    with pytest.raises(ServiceFailed):
        chat.translate(["小麦"], "zh", "en")


@pytest.mark.parametrize(
    ("text", "said", "kept"),
    [
        ("小麦", ' "wheat". ', "wheat"),
        ("小麦", "", ""),
        ("小麦", "wheat\nor corn", ""),
        ("BERT", "bert", ""),
        ("小麦", "w" * 300, ""),
    ],
)
def test_a_translation_is_words_to_search_by(text, said, kept):
    assert believed(text, said) == kept
