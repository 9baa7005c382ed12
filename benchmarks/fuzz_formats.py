"""Mutate real and sample files of every format and read them: a crash, or a read of over a second, is a finding.

    python benchmarks/fuzz_formats.py [--count 100000] [--seed 1] [--format iso2709 …] [--data FOLDER] [--keep FOLDER] [--notes FILE]
    python benchmarks/fuzz_formats.py --seed 1 --format iso2709 --only N

Format by format, as many mutations of each. Seeds are the sample files of the formats' tests and, with --data, any files that a folder holds
(each goes to the format that it is detected as). A crash is any exception but FormatError. Findings are printed with the seed that makes them
again; --keep writes the mutated files out. --notes keeps how far each format has come: the same command goes on from there. Exit code 1 if
there is any finding.
"""

import argparse
import io
import json
import random
import signal
import sys
import time
import traceback
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from lantai.core.formats import FORMATS, detect
from lantai.core.formats.errors import FormatError
from lantai.core.formats.protocol import Profile
from lantai.core.formats.unpack import unpacked

SAMPLES = Path(__file__).resolve().parents[1] / "src/lantai/core/formats/tests/samples"
SLOW_S = 1.0
HANG_S = 20
AT_ONCE = 500
"""Mutations after which it is noted how far a format has come."""

LARGEST_SEED_BYTES = 40_000
_TOKENS = [
    *(b"\x1d", b"\x1e", b"\x1f", b"\x1e\x1d", b"\r\n", b"\0", b"\x1b$1", b"\x1b(", b"\xef\xbb\xbf", b"\xff\xfe", b"\x1f8b"),
    *(b"99999", b"00000", b"*****", b"<", b">", b"</record>", b"<record>", b"&", b"&#0;", b"]]>", b"<![CDATA[", b"<!--", b"{"),
    *(b"}", b"[", b"]", b'"', b"\\", b"\\u0000", b"@article{", b"=LDR  ", b"ER  - ", b"TY  - ", b"\t", b",", b";", b"$", b"$$"),
    *("一".encode("gbk"), "一".encode(), b"\xc3", b"\x80", b"\xed\xa0\x80", b"-1", b"1e999", b"null", b"true", b"=1+1", b"\x0c"),
]


class Seed(NamedTuple):
    """A file to mutate, read as one format."""

    format: str
    name: str
    data: bytes


class Finding(NamedTuple):
    """What went wrong with one mutated file."""

    seed: Seed
    number: int
    data: bytes
    said: str


def seeds(names: Iterable[str], folder: Path | None = None) -> list[Seed]:
    """Return the sample files of those formats, and the files of a folder that are of those formats."""
    wanted = set(names)
    found = [Seed(n, f.name, f.read_bytes()) for n in sorted(wanted) for f in samples(n)]
    for path in sorted(folder.rglob("*")) if folder else []:
        if path.is_file():
            with path.open("rb") as stream:
                data = unpacked(stream).read(LARGEST_SEED_BYTES)
            name = _detected(data, path.name)
            found += [Seed(name, path.name, data)] if name in wanted else []
    return found


def _detected(data: bytes, filename: str) -> str:
    try:
        return detect(data, filename)
    except FormatError:
        return ""


def samples(name: str) -> list[Path]:
    """Return the sample files of a format: their names begin with its name."""
    return [path for path in sorted(SAMPLES.glob(f"{name}*")) if not path.name[len(name)].isalnum()]


def mutated(seed: Seed, others: list[Seed], rng: random.Random) -> bytes:
    """Return the file with one to eight wounds; of a zip file, mostly one of its files: its checksums would keep all else out."""
    if zipfile.is_zipfile(io.BytesIO(seed.data)) and rng.randrange(8):
        return _rezipped(seed.data, rng)
    return _wounded(seed.data, [other.data for other in others], rng)


def _rezipped(data: bytes, rng: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as before:
        files = {name: before.read(name) for name in before.namelist()}
    chosen = rng.choice(sorted(files))
    files[chosen] = _wounded(files[chosen], list(files.values()), rng)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as after:
        for name, content in files.items():
            after.writestr(name, content)
    return made.getvalue()


def _wounded(whole: bytes, others: list[bytes], rng: random.Random) -> bytes:
    data = bytearray(whole)
    for _ in range(rng.choice((1, 1, 2, 3, 8))):
        at = rng.randrange(len(data) + 1)
        size = min(rng.choice((1, 1, 2, 5, 20, 200)), len(data) - at)
        kind = rng.randrange(9)
        if kind == 0:
            data[at : at + size] = rng.randbytes(size)
        elif kind == 1:
            del data[at : at + size]
        elif kind in (2, 3, 4):
            data[at:at] = rng.choice(_TOKENS)
        elif kind == 5:
            data[at:at] = data[at : at + size] * rng.choice((1, 2, 50))
        elif kind == 6:
            data[at:at] = rng.choice(others)[at : at + 500]
        elif kind == 7:
            del data[at:]
        else:
            data[at : at + size] = rng.choice(_TOKENS)
    return bytes(data)


def read_whole(name: str, data: bytes) -> float:
    """Read a file as that format from end to end and return the longest time that one step took, in seconds of the processor.

    Raises whatever is no FormatError.
    """
    module = FORMATS[name]
    slowest = 0.0
    began = time.process_time()
    try:
        module.sniff(data[:65536], "x")
        profile = module.examine(data[: 1 << 20], Profile(format=name))
        slowest = time.process_time() - began
        began = time.process_time()
        for chunk in module.split(io.BytesIO(data), profile):
            if not chunk.refused:
                with suppress(FormatError):
                    module.read(chunk.raw, profile)
            slowest, began = max(slowest, time.process_time() - began), time.process_time()
    except FormatError:
        pass
    return slowest


def findings(all_seeds: list[Seed], numbers: Iterable[int], *, seed: int, slow_s: float = SLOW_S) -> Iterator[Finding]:
    """Yield what goes wrong in these mutations, spread evenly over the seeds; a number and a seed make one again."""
    for number in numbers if all_seeds else ():
        chosen = all_seeds[number % len(all_seeds)]
        data = mutated(chosen, all_seeds, random.Random(f"{seed}/{number}"))
        try:
            slowest = read_whole(chosen.format, data)
        except Exception:
            yield Finding(chosen, number, data, traceback.format_exc(limit=-3))
            continue
        if slowest > slow_s:
            yield Finding(chosen, number, data, f"one step took {slowest:.1f} s")


def _hang(signum: int, frame: object) -> None:
    raise TimeoutError(f"reading took over {HANG_S} s")


def _one_by_one(all_seeds: list[Seed], numbers: Iterable[int], seed: int) -> Iterator[Finding]:
    """Yield the findings, each mutation under an alarm of the processor's time, so that a hang is one, too, and a busy machine none."""
    signal.signal(signal.SIGVTALRM, _hang)
    for number in numbers:
        signal.setitimer(signal.ITIMER_VIRTUAL, HANG_S)
        yield from findings(all_seeds, [number], seed=seed)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def main() -> int:
    """Fuzz, print the findings and the rate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000, help="mutations of each format")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the one mutation of that number")
    parser.add_argument("--format", nargs="*", default=list(FORMATS))
    parser.add_argument("--data", type=Path)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--notes", type=Path)
    options = parser.parse_args()
    return 1 if sum(fuzz(name, options) for name in options.format) else 0


def fuzz(name: str, options: argparse.Namespace) -> int:
    """Mutate one format's files, from where the notes say, and return how many findings there are."""
    told = json.loads(options.notes.read_text()) if options.notes and options.notes.exists() else {}
    done, wrong, took = told.get(name, (0, 0, 0.0))
    all_seeds = seeds([name], options.data)
    while done < options.count:
        began = time.process_time()
        numbers = range(done, min(done + AT_ONCE, options.count)) if options.only is None else [options.only]
        for finding in _one_by_one(all_seeds, numbers, options.seed):
            wrong += 1
            _say(finding, options)
        done = options.count if options.only is not None else numbers[-1] + 1
        took += time.process_time() - began
        if options.notes:
            options.notes.write_text(json.dumps(told | {name: (done, wrong, took)}))
    print(f"{name}: {done} mutations of {len(all_seeds)} files in {took:.0f} s of the processor: {wrong} findings", flush=True)
    return int(wrong)


def _say(finding: Finding, options: argparse.Namespace) -> None:
    again = f"--seed {options.seed} --format {finding.seed.format} --only {finding.number}"
    print(f"--- {finding.seed.format}: {finding.seed.name}, {again}\n{finding.said}", flush=True)
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        (options.keep / f"{finding.seed.format}-{options.seed}-{finding.number}").write_bytes(finding.data)


if __name__ == "__main__":
    sys.exit(main())
