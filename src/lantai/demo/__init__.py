"""The demo library: export files as libraries make them, which ``lantai demo`` imports like any other.

``files`` holds them; README.md says what is in them and which rows are damaged on purpose; ``files/manifest.json`` says both to programs.
"""

from pathlib import Path

FILES = Path(__file__).parent / "files"
"""The folder of export files."""
