"""The disciplines of China's catalogue of 2022: shown, mapped from other schemes, and told from titles and abstracts.

lantai disciplines list [--lang zh] [--skos]
lantai disciplines map SCHEME CLASS [CLASS …]          openalex, for, clc, lcc, ddc
lantai disciplines train FILE [FILE …] --to MODEL      learn from labelled texts, in seconds
lantai disciplines tell MODEL TEXT [TEXT …]            with how sure that is, and the words that told; or "unsure"
lantai disciplines evaluate TRAIN DEV TEST [--json]    learn on the first, choose on the second, try the third once
lantai disciplines evaluate FILE --model MODEL         try what was trained before on any labelled texts

MODEL may be the word lists: what our lists of words alone can tell, without any training. With --with-dev, DEV is learnt from too once settings are
chosen. A labelled text is a line {"content": …, "label": …} (title, abstract and journal instead of content will do), or text and label parted by a tab. Labels
may be of any scheme. --embedder packaged counts vectors of meaning beside words, where they get more right; the file of what was trained names it.
"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lantai.cli import FAILED, OK, UNUSABLE, Refused
from lantai.core.bib import first_level

from .output import result, result_json, say

if TYPE_CHECKING:
    from lantai.core.classing.choosing import Right
    from lantai.core.classing.classifier import Classifier, Embed, Told
    from lantai.core.classing.labelled import Labelled

LISTS = "lists"
"""The classifier that needs no training."""

READ_OF_TEXT = 600
"""Characters of a text that an embedder is given: its meaning stands at the beginning, and its cost grows with the length."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be done."""
    kinds = parser.add_subparsers(dest="what", required=True, metavar="|".join(DO))
    made = {name: kinds.add_parser(name) for name in DO}
    for one in made.values():
        one.add_argument("--json", action="store_true", help="JSON")
    made["list"].add_argument("--lang", default="en", choices=first_level.LANGUAGES)
    made["list"].add_argument("--skos", action="store_true", help="as SKOS in Turtle")
    made["map"].add_argument("scheme", choices=sorted(first_level.mappings()))
    made["map"].add_argument("classes", nargs="+", metavar="CLASS")
    made["train"].add_argument("files", nargs="+", type=Path, metavar="FILE")
    made["train"].add_argument("--to", type=Path, required=True, metavar="MODEL")
    made["tell"].add_argument("model", type=Path, metavar="MODEL")
    made["tell"].add_argument("texts", nargs="+", metavar="TEXT")
    made["evaluate"].add_argument("files", nargs="+", type=Path, metavar="FILE", help="TRAIN DEV TEST, or what to try --model on")
    made["evaluate"].add_argument("--model", type=Path, metavar="MODEL", help='what was trained before, or "lists"')
    made["evaluate"].add_argument("--with-dev", action="store_true", help="learn from DEV too, once settings are chosen")
    for name in ("train", "tell", "evaluate"):
        made[name].add_argument("--embedder", default="", metavar="NAME", help="packaged, or onnx=FOLDER")


def run(options: argparse.Namespace) -> int:
    """Do one of them."""
    return DO[options.what](options)


def listed(options: argparse.Namespace) -> int:
    """Show the catalogue."""
    if options.skos:
        for line in first_level.turtle():
            result(line)
        return OK
    for one in first_level.catalogue().values():
        labels = dict(zip(first_level.LANGUAGES, one.labels, strict=True))
        if options.json:
            result_json({"code": one.code, "broader": one.broader, "labels": labels})
        else:
            result(f"{'  ' if one.broader else ''}{one.code:6} {one.label(options.lang)}")
    return OK


def mapped(options: argparse.Namespace) -> int:
    """Say which disciplines classes belong to."""
    found = first_level.weighed((options.scheme, value) for value in options.classes)
    for code, share, why in found:
        label = first_level.catalogue()[code].label("en")
        result_json({"code": code, "label": label, "share": round(share, 3), "because": list(why)}) if options.json else result(
            f"{code} {share:5.0%} {label} ({', '.join(why)})"
        )
    return OK if found else FAILED


def train(options: argparse.Namespace) -> int:
    """Learn."""
    from lantai.core.classing.training import Learning, Settings, TooMany

    rows, start = labelled(options.files), time.process_time()
    try:
        learning = Learning(
            [row.text for row in rows], [row.label for row in rows], embed=embedder(options.embedder), embedder=options.embedder
        )
    except TooMany as problem:
        raise Refused(str(problem), code=UNUSABLE) from problem
    learning.classifier(Settings(vectors=1.0 if options.embedder else 0.0)).save(options.to)
    told = {
        "texts": len(rows),
        "labels": len(learning.labels),
        "cpu_s": round(time.process_time() - start, 1),
        "model": str(options.to),
    }
    result_json(told) if options.json else result(f"{len(rows):,} texts of {len(learning.labels)} labels: {options.to}")
    return OK


def tell(options: argparse.Namespace) -> int:
    """Say what texts are about."""
    names = [one.label("zh") for one in first_level.catalogue().values() if one.broader]
    classifier = trained(options.model, options.embedder, names)
    for text, said in zip(options.texts, classifier.classify(options.texts), strict=True):
        is_sure = classifier.is_sure(said[0])
        if options.json:
            found = [_as_json(one) for one in said]
            result_json(
                {
                    "text": text,
                    "unsure": not is_sure,
                    "disciplines": found if is_sure else [],
                    "perhaps": [] if is_sure else found,
                }
            )
        else:
            words = "; ".join(f"{one.label} {one.confidence:.0%} ({why(one)})" for one in said if is_sure or one.reasons)
            result(words if is_sure else f"unsure: perhaps {words}" if words else "unsure")
    return OK


def _as_json(told: "Told") -> dict[str, Any]:
    return {
        **asdict(told), "confidence": round(told.confidence, 3), "codes": list(first_level.named(told.label)),
        "parts": {kind: round(share, 3) for kind, share in told.parts.items()},
    }  # fmt: skip


def why(told: "Told") -> str:
    """Return the words that told, and what else did where their part is the smaller."""
    beside = {"pieces": "learnt runs of characters", "meaning": "likeness of meaning"}
    least = max(0.0, told.parts.get("words", 0.0))
    return ", ".join([*told.reasons, *(f"+ {said}" for kind, said in beside.items() if told.parts.get(kind, 0.0) > least)])


def trained(model: Path, words: str, labels: Sequence[str]) -> "Classifier":
    """Return the classifier of a file; for "lists", what the lists of words alone tell of ``labels``."""
    from lantai.core.classing.classifier import embedder_of, load
    from lantai.core.classing.training import untrained

    if str(model) == LISTS:
        return untrained(labels, embed=embedder(words), embedder=words)
    try:
        return load(model, embedder(words or embedder_of(model)))
    except ValueError as problem:
        raise Refused(str(problem), code=UNUSABLE) from problem


def evaluate(options: argparse.Namespace) -> int:
    """Learn, choose, and try once; or try what was trained before."""
    if options.model:
        measured = retried(options.model, options.files, words=options.embedder)
    elif len(options.files) == 3:
        measured = evaluated(*options.files, embed=embedder(options.embedder), with_dev=options.with_dev)
    else:
        raise Refused("three files are needed, TRAIN DEV TEST; or --model MODEL and what to try it on", code=UNUSABLE)
    if options.json:
        result_json(measured)
    else:
        result(
            f"top-1 {measured['top1']:.1%}, top-3 {measured['top3']:.1%} of {measured['texts']:,} texts, {measured['labels']} labels; "
            f"unsure of {1 - measured['told']:.1%}, right of the others {measured['told_right'] or 0:.1%}"
        )
    return OK


def retried(model: Path, files: Sequence[Path], *, words: str = "") -> dict[str, Any]:
    """Return what a classifier that was trained before gets right of labelled texts."""
    from lantai.core.classing.choosing import measured

    rows, start = labelled(files), time.process_time()
    classifier = trained(model, words, sorted({row.label for row in rows}))
    right = measured(classifier, [row.text for row in rows], [row.label for row in rows])
    return {
        **_shares(right),
        "labels": len(classifier.weights.labels),
        "model": str(model),
        "cpu_s": round(time.process_time() - start, 1),
    }


def evaluated(train: Path, dev: Path, test: Path, *, embed: "Embed | None" = None, with_dev: bool = False) -> dict[str, Any]:
    """Return what is right on ``test``, after learning on ``train`` with the settings that do best on ``dev``.

    ``with_dev``: once they are chosen, ``dev`` is learnt from as well.
    """
    from lantai.core.classing.choosing import chosen, measured
    from lantai.core.classing.training import Learning, TooMany, once

    start = time.process_time()
    if embed and with_dev:  # both are learnt from twice
        embed = once(embed)
    parts = [labelled([path]) for path in (train, dev, test)]
    texts, labels = ([[row[n] for row in part] for part in parts] for n in (0, 1))
    try:
        learning = Learning(texts[0], labels[0], embed=embed)
        settings, on_dev = chosen(learning, texts[1], labels[1])
        if with_dev:
            learning = Learning(texts[0] + texts[1], labels[0] + labels[1], embed=embed)
    except TooMany as problem:
        raise Refused(str(problem), code=UNUSABLE) from problem
    right = measured(learning.classifier(settings), texts[2], labels[2])
    return {
        **_shares(right), "labels": len(learning.labels),
        "dev": {"top1": round(on_dev.top1, 4), "top3": round(on_dev.top3, 4), "texts": on_dev.count}, "trained_on": len(learning.of),
        "settings": asdict(settings), "cpu_s": round(time.process_time() - start, 1),
    }  # fmt: skip


def _shares(right: "Right") -> dict[str, Any]:
    told_right = None if right.told_right is None else round(right.told_right, 4)
    return {
        "top1": round(right.top1, 4), "top3": round(right.top3, 4), "texts": right.count, "confidence": round(right.sure, 4),
        "told": round(right.told or 0.0, 4), "told_right": told_right,
    }  # fmt: skip


def labelled(paths: Sequence[Path]) -> "list[Labelled]":
    """Return the labelled texts of files; what was refused is said."""
    from lantai.core.classing.labelled import Unusable, read

    try:
        rows, refused = read(paths)
    except Unusable as problem:
        raise Refused(str(problem), code=UNUSABLE) from problem
    for line in refused[:10]:
        say(f"not used: {line}")
    if len(refused) > 10:
        say(f"not used: {len(refused) - 10:,} more lines")
    return rows


def embedder(words: str) -> "Embed | None":
    """Return what makes vectors of texts, by "packaged" or "onnx=FOLDER"; None for no words."""
    if not words:
        return None
    from lantai.ai.choice import Choice, Unusable
    from lantai.ai.embedders import EMBEDDERS
    from lantai.core.registry import MissingExtra, UnknownPlugin

    name, _, at = words.partition("=")
    try:
        chosen = EMBEDDERS[name](Choice(name=name, at=at))
    except (MissingExtra, UnknownPlugin, Unusable) as problem:
        raise Refused(str(problem), code=UNUSABLE) from problem
    return lambda texts: chosen.embed([text[:READ_OF_TEXT] for text in texts])


DO = {"list": listed, "map": mapped, "train": train, "tell": tell, "evaluate": evaluate}
