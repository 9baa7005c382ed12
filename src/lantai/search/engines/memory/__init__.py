"""The engine of tests: every document is looked at for every question; slow, small and obviously right.

``collection`` says what matches and how it scores; ``engine`` keeps the documents in one file, so that opening, committing and
locking behave as they do in a real engine.
"""

from .engine import MemoryEngine, open_engine

__all__ = ["MemoryEngine", "open_engine"]
