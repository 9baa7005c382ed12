"""A library's own encoder: a folder with ``model.onnx`` and ``tokenizer.json``, as sentence encoders are published.

``lantai.json`` beside them, all of it optional: {"title", "version", "licence", "languages": ["zh", …], "question_prefix": "query: ",
"passage_prefix": "passage: ", "pooling": "mean" or "cls", "most_tokens": 512}.
"""

from collections.abc import Sequence
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, Literal

import msgspec
import numpy as np
import onnxruntime
import tokenizers

from lantai.ai.choice import Choice, ServiceFailed, Unusable

from .protocol import Embedder, Vectors, readable, unit

BATCH = 16
KNOWN_INPUTS = frozenset({"input_ids", "attention_mask", "token_type_ids"})


class About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ``lantai.json`` says."""

    title: str = ""
    version: str = ""
    licence: str = ""
    languages: tuple[str, ...] = ()
    question_prefix: str = ""
    passage_prefix: str = ""
    pooling: Literal["mean", "cls"] = "mean"
    most_tokens: int = 512


class Onnx:
    """See Embedder."""

    name = "onnx"

    def __init__(self, folder: Path, about: About, languages: frozenset[str]) -> None:
        self.title = about.title or folder.name
        self.version = about.version
        self.licence = about.licence
        self.languages = languages or frozenset(about.languages) or frozenset("*")
        self.digest = _digest(folder)
        self._about = about
        self._tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(about.most_tokens)
        self._tokenizer.enable_padding(**({} if (given := self._tokenizer.padding) is None else _padding(given)))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
        self._inputs = [each.name for each in self._session.get_inputs()]
        if unknown := set(self._inputs) - KNOWN_INPUTS:
            raise Unusable(
                f"{folder / 'model.onnx'}: it wants {', '.join(sorted(unknown))}, which no sentence encoder known to Lantai does"
            )

    def embed(self, texts: Sequence[str], langs: Sequence[str] = (), *, asked: bool = False) -> Vectors:
        """Return a vector a text; texts of like length are computed together."""
        prefix = self._about.question_prefix if asked else self._about.passage_prefix
        texts = readable(texts)
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        rows: list[Any] = [None] * len(texts)
        for at in range(0, len(order), BATCH):
            numbers = order[at : at + BATCH]
            for n, row in zip(numbers, self._batch([prefix + texts[n] for n in numbers]), strict=True):
                rows[n] = row
        return unit(np.array(rows, np.float32)) if rows else np.zeros((0, 0), np.float32)

    def _batch(self, texts: list[str]) -> Any:
        encoded = self._tokenizer.encode_batch(texts)
        mask = np.array([each.attention_mask for each in encoded], np.int64)
        given = {
            "input_ids": np.array([each.ids for each in encoded], np.int64),
            "attention_mask": mask,
            "token_type_ids": np.array([each.type_ids for each in encoded], np.int64),
        }
        found = np.asarray(self._session.run(None, {name: given[name] for name in self._inputs})[0], np.float32)
        if found.ndim == 2:  # the model pools by itself
            return found
        if found.ndim != 3:
            raise ServiceFailed(f"{self.title}: the model gives {found.ndim} dimensions, not vectors of tokens or of texts")
        if self._about.pooling == "cls":
            return found[:, 0]
        weights = mask[:, :, None].astype(np.float32)
        return (found * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1.0)


def open_embedder(choice: Choice) -> Embedder:
    """Return the encoder in the chosen folder; raise Unusable, naming the file that is missing or cannot be read."""
    folder = choice.folder
    for name in ("model.onnx", "tokenizer.json"):
        if not (folder / name).is_file():
            raise Unusable(f"{folder}: there is no {name}")
    try:
        about = msgspec.json.decode(own.read_bytes(), type=About) if (own := folder / "lantai.json").is_file() else About()
    except msgspec.DecodeError as problem:
        raise Unusable(f"{folder / 'lantai.json'}: {problem}") from None
    try:
        return Onnx(folder, about, choice.languages)
    except Unusable:
        raise
    except Exception as problem:  # neither library has a base of its own for "this file is not one of mine"
        raise Unusable(f"{folder}: the model or its tokenizer cannot be read ({problem})") from problem


def _padding(given: dict[str, Any]) -> dict[str, Any]:
    """Return the tokenizer's own padding, to the longest of a batch."""
    return {name: given[name] for name in ("direction", "pad_id", "pad_type_id", "pad_token") if name in given}


def _digest(folder: Path) -> str:
    whole = sha256()
    for name in ("model.onnx", "tokenizer.json", "lantai.json"):
        if (folder / name).is_file():
            with (folder / name).open("rb") as file:
                whole.update(file_digest(file, "sha256").digest())
    return whole.hexdigest()
