"""Every embedder, opened with what it needs: a tiny model of our own making, a service on this machine, vectors trained from a few pairs."""

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np

from lantai.ai.choice import Choice
from lantai.ai.embedders.static.training import train
from lantai.core.bilingual.pair import Pair
from lantai.infra.httpclient import Client

HOUSE = Client(agent="test", timeout_s=5, limit_bytes=5_000_000, allowed={"127.0.0.1"})

WORDS = ("[PAD]", "[UNK]", "library", "books", "river", "图书馆", "مكتبة")


class Service(BaseHTTPRequestHandler):
    """Speaks ``/v1/embeddings``; the vector of a text is made from its words."""

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        rows = [{"index": n, "embedding": bag(text)} for n, text in enumerate(sent["input"])]
        body = json.dumps({"object": "list", "data": rows[::-1], "model": sent["model"]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


def bag(text: str) -> list[float]:
    seeds = [int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "little") for word in text.split()]
    return sum((np.random.default_rng(seed).standard_normal(16) for seed in seeds), np.zeros(16)).tolist()


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()


def tiny_model(folder: Path, *, about: dict | None = None) -> Path:
    """Write a model that looks its words up in a table of eight dimensions, and its tokenizer."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper
    from tokenizers import Tokenizer, models, pre_tokenizers

    folder.mkdir(parents=True, exist_ok=True)
    table = np.random.default_rng(3).standard_normal((len(WORDS), 8)).astype(np.float32)
    ids, mask = (helper.make_tensor_value_info(name, TensorProto.INT64, ["n", "t"]) for name in ("input_ids", "attention_mask"))
    out = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["n", "t", 8])
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])],
        "tiny",
        [ids, mask],
        [out],
        [numpy_helper.from_array(table, "table")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.save(model, str(folder / "model.onnx"))
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    if about is not None:
        (folder / "lantai.json").write_text(json.dumps(about))
    return folder


@contextmanager
def chosen(name: str, folder: Path) -> Iterator[Choice]:
    """Yield what a library would choose."""
    match name:
        case "endpoint":
            with serving(Service) as address:
                yield Choice(name=name, at=address, model="tiny", client=HOUSE)
        case "onnx":
            yield Choice(name=name, at=str(tiny_model(folder)))
        case "static":
            given = (
                ("ar", "مكتبة", "en", "library"),
                ("en", "river", "zh", "河流"),
                ("en", "library books", "zh", "图书馆 书籍"),
            )
            train([Pair(*texts) for texts in given * 20], folder)
            yield Choice(name=name, at=str(folder))
        case _:
            yield Choice(name=name)
