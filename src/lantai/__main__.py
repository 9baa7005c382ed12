"""``python -m lantai``: the same as the command ``lantai``."""

import sys

from lantai.cli import main

if __name__ == "__main__":  # reader processes load this module again under another name
    sys.exit(main())
