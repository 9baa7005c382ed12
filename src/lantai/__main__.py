"""``python -m lantai``: the same as the command ``lantai``."""

import sys

from lantai.cli import main

sys.exit(main())
