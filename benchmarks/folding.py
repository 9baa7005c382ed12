"""How long folding and segmenting take, per work and per kind of text; ``python benchmarks/folding.py --help``.

The works are made of common words, 56 tokens each, as the catalogue's mean was measured. The peer in the same run is
what a catalogue would do at the least: lower-case and split at spaces.
"""

import argparse
import json
import os
import random
import timeit
from collections.abc import Callable
from time import process_time

from lantai.core.query.parse import parse
from lantai.core.text.analysed import analyse
from lantai.core.text.highlight import highlight

SENTENCES = {
    "english": "the history of modern science and its methods in university libraries: an introduction for readers of today's world "
    "with e-mail corpora some old some new how words mean what they mean studies of style",
    "french": "l'histoire de la littérature française au dix-huitième siècle après la révolution études présentées à l'université de Lyon",
    "german": "über die Geschichte der deutschen Straße für Bücher und Mühlen im größeren Österreich schöne Künste und ihre Leser",
    "russian": "история русской литературы девятнадцатого века её писатели и читатели Толстой Чехов новый мир ещё",
    "arabic": "تاريخ الأدب العربي في القرن العشرين دراسة نقدية عن الرواية والشعر إلى القارئ",
    "chinese": "中国近代文学史研究导论 红楼梦的翻译与接受 大学图书馆 信息资源建设 比较文学 方法论",
    "japanese": "日本の近代文学とその翻訳についての研究 カタカナ語の歴史 図書館情報学 入門",
    "hindi": "हिन्दी साहित्य का इतिहास आधुनिक संस्कृत और पुस्तकालय विज्ञान",
}
TOKENS = 56


def works(words: list[str], *, count: int, rng: random.Random) -> list[str]:
    """Return texts of about ``TOKENS`` index tokens."""
    made = []
    for _ in range(count):
        text = ""
        while len(analyse(text).split()) < TOKENS:
            text = f"{text} {rng.choice(words)}"
        made.append(text)
    return made


def microseconds(function: Callable[[str], object], texts: list[str], rounds: int) -> float:
    """Return the processor time that one text takes, the best of some rounds."""
    return (
        min(timeit.repeat(lambda: [function(text) for text in texts], number=1, repeat=rounds, timer=process_time))
        / len(texts)
        * 1e6
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=200, help="works a language")
    parser.add_argument("--rounds", type=int, default=5, help="the best of so many rounds counts")
    parser.add_argument("--json", action="store_true", help="one line for machines")
    arguments = parser.parse_args()
    rng = random.Random(1)
    rows = {}
    for language, sentence in SENTENCES.items():
        texts = works(sentence.split(), count=arguments.count, rng=rng)
        wanted = set(analyse(texts[0]).split()[:3])
        rows[language] = {
            "analyse_us": round(microseconds(analyse, texts, arguments.rounds), 1),
            "lower_and_split_us": round(microseconds(lambda text: text.lower().split(), texts, arguments.rounds), 1),
            "highlight_us": round(microseconds(lambda text, wanted=wanted: highlight(text, wanted), texts, arguments.rounds), 1),
            "parse_us": round(microseconds(parse, [" ".join(text.split()[:4]) for text in texts], arguments.rounds), 1),
        }
    if arguments.json:
        print(json.dumps({"load": os.getloadavg()[0], "works": rows}))
        return
    print(f"microseconds a work of {TOKENS} tokens; load {os.getloadavg()[0]:.1f}")
    for language, row in rows.items():
        print(f"{language:10}" + "".join(f"  {name[:-3].replace('_', ' ')} {value:7.1f}" for name, value in row.items()))


if __name__ == "__main__":
    main()
