"""Dictionaries, wordnets, thesauri and lists of names as layers of translations: plug-ins of the kind "lexicon".

A reader (protocol.Reader) takes a kind of file apart; compiling.py makes its entries into rows for both directions; ``Lexicon`` puts both together.
"""

from .lexicon import Lexicon, Report, lexicon, packaged
from .protocol import About, Entry, Files, LexiconError, Passed, Reader, Refusal, UnknownLexicon
from .registry import LEXICONS, detect

__all__ = [
    "LEXICONS", "About", "Entry", "Files", "Lexicon", "LexiconError", "Passed", "Reader", "Refusal", "Report", "UnknownLexicon", "detect",
    "lexicon", "packaged",
]  # fmt: skip
