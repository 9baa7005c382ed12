"""How long ``./lantai demo`` takes from a clean clone to an address that answers, how long the second time, and what idles.

    python benchmarks/demo_start.py [--without-node] [--json]

Clones this checkout's last commit into a folder of its own with an empty home. Floors: 300 s, 4 s, 160 MB.
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PORT = 8771


def main() -> int:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--without-node", action="store_true", help="hide node and npm, as on a bare machine")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lantai-bare-") as folder:
        clone = Path(folder) / "lantai"
        subprocess.run(["git", "clone", "--quiet", "--depth", "1", ROOT.as_uri(), str(clone)], check=True)
        environ = bare(Path(folder), without_node=options.without_node)
        first, _ = served(clone, environ)
        second, idle = served(clone, environ)
    figures = {"first_s": round(first, 1), "second_s": round(second, 1), "largest_web_process_mb": round(idle / 1000)}
    print(json.dumps(figures) if options.json else "\n".join(f"{name}: {value}" for name, value in figures.items()))
    return 0


def bare(folder: Path, *, without_node: bool) -> dict[str, str]:
    """Return an environment with an empty home, nothing of this session's Python, and no node if so wanted."""
    ours = ("LANTAI_", "DJANGO_", "PYTHON", "VIRTUAL_ENV", "XDG_")  # what points package clients somewhere stays
    environ = {name: value for name, value in os.environ.items() if not name.startswith(ours)} | {"HOME": str(folder)}
    if without_node:
        programs = folder / "bin"
        programs.mkdir()
        for name in ("python3", "git", "env", "sh"):
            found = "/usr/bin/python3" if name == "python3" else shutil.which(name)
            (programs / name).symlink_to(found or name)
        environ["PATH"] = str(programs)
    return environ


def served(clone: Path, environ: dict[str, str]) -> tuple[float, int]:
    """Start the demo; return the seconds until its address answered, and the largest web process in kB after a request."""
    begun = time.monotonic()
    command = [str(clone / "lantai"), "demo", "--port", str(PORT)]
    process = subprocess.Popen(command, cwd=clone, env=environ, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        address = next(found[0] for line in process.stdout or () if (found := re.search(r"http://\S+", line)))
        with urllib.request.urlopen(address, timeout=30) as response:
            response.read()
        took = time.monotonic() - begun
        return took, max(resident(pid) for pid in web_processes())
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=60)


def web_processes() -> list[int]:
    """Return the processes that serve at the port."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if f"127.0.0.1:{PORT}" in path.read_text():
                found.append(int(path.parent.name))
        except OSError:
            continue  # it ended while we looked
    return found


def resident(pid: int) -> int:
    """Return how much memory a process holds, in kB."""
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1])


if __name__ == "__main__":
    raise SystemExit(main())
