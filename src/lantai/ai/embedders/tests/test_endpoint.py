"""Embeddings from a service: what is sent, what is tried again, what is refused, and that the key is never told."""

import json
from dataclasses import dataclass, field

import pytest

from lantai.ai.choice import Choice, ServiceFailed, Unusable
from lantai.ai.embedders.endpoint import BATCH, open_embedder

GOOD = {"data": [{"index": 0, "embedding": [3.0, 4.0]}]}


@dataclass
class Told:
    status: int = 200
    body: bytes = json.dumps(GOOD).encode()
    headers: dict = field(default_factory=dict)


@dataclass
class Client:
    """Gives prepared answers; keeps what it was sent."""

    answers: list
    sent: list = field(default_factory=list)

    def post(self, url, body, *, headers):
        self.sent.append((url, json.loads(body), headers))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def opened(*answers, **rest):
    client = Client(list(answers))
    choice = Choice(name="endpoint", at="https://models.example.org/v1", model="m3", key="s3cret", client=client, **rest)
    return open_embedder(choice), client


def test_texts_go_to_the_address_with_model_and_key():
    embedder, client = opened(Told())
    assert embedder.embed(["hello"])[0] == pytest.approx([0.6, 0.8])
    [(url, sent, headers)] = client.sent
    assert url == "https://models.example.org/v1/embeddings"
    assert (sent["model"], sent["input"], headers["Authorization"]) == ("m3", ["hello"], "Bearer s3cret")


def test_many_texts_go_in_batches():
    def rows(count):
        return Told(body=json.dumps({"data": [{"index": n, "embedding": [1.0, n]} for n in range(count)]}).encode())

    embedder, client = opened(rows(BATCH), rows(3))
    assert len(embedder.embed([str(n) for n in range(BATCH + 3)])) == BATCH + 3
    assert [len(sent["input"]) for _, sent, _ in client.sent] == [BATCH, 3]


@pytest.mark.parametrize("first", [Told(503), Told(429, headers={"retry-after": "7"}), OSError("timed out")])
def test_what_may_pass_is_tried_again_after_a_while(first):
    waited = []
    embedder, _ = opened(first, Told(), wait=waited.append)
    assert len(embedder.embed(["hello"])) == 1
    assert waited == [7.0 if isinstance(first, Told) and first.headers else 2.0]


def test_what_does_not_pass_is_given_up():
    embedder, client = opened(*[Told(503, b"overloaded")] * 3)
    with pytest.raises(ServiceFailed, match="503: overloaded"):
        embedder.embed(["hello"])
    assert len(client.sent) == 3


def test_a_refused_key_is_said_without_the_key_and_not_tried_again():
    embedder, client = opened(Told(401, b"the key s3cret is not known"))
    with pytest.raises(Unusable, match="401: the key … is not known"):
        embedder.embed(["hello"])
    assert len(client.sent) == 1
    assert "s3cret" not in repr(embedder._choice)


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b"{}",
        b'{"data": []}',
        b'{"data": [{"index": 0, "embedding": ["x"]}]}',
        b'{"data": [{"index": 0, "embedding": [1e999]}]}',
        b'{"data": [{"index": 0, "embedding": []}]}',
    ],
)
def test_an_answer_that_is_none_is_a_failure_and_no_crash(body):
    embedder, _ = opened(Told(body=body))
    with pytest.raises(ServiceFailed):
        embedder.embed(["hello"])


@pytest.mark.parametrize("missing", ["at", "model", "client"])
def test_what_is_not_named_is_asked_for(missing):
    given = {"at": "https://models.example.org/v1", "model": "m3", "client": Client([])}
    with pytest.raises(Unusable, match="LANTAI_EMBEDDER_AT"):
        open_embedder(Choice(name="endpoint", **{name: value for name, value in given.items() if name != missing}))
