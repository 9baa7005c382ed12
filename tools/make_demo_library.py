"""Make the demo library's export files from the facts in tools/demo_facts; always the same bytes.

    python tools/make_demo_library.py [--to FOLDER] [--check]

``--check`` writes nothing and says what the facts hold.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from demo_library.build import FILES, build, counts
from demo_library.facts import Facts


def main() -> None:
    """Read the facts, write the files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--to", type=Path, default=FILES, help="folder to write to")
    parser.add_argument("--check", action="store_true", help="write nothing, only count")
    wanted = parser.parse_args()
    facts = Facts()
    files = build(facts)
    for name, data in sorted(files.items()) if not wanted.check else ():
        wanted.to.mkdir(parents=True, exist_ok=True)
        (wanted.to / name).write_bytes(data)
    for line in counts(facts, files):
        print(line)


if __name__ == "__main__":
    main()
