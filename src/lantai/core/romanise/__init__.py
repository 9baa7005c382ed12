"""Romanisation: what a text in another script is written like in Latin letters, and how readers type it. Enter at ``forms`` and ``initials``."""
