"""Suggestions while somebody types: titles, people and subjects of the library's own records, by how they begin, in every script.

An index of its own, small and apart from the engine's, so that every engine has the same: ``described`` says what is suggested of a work,
``terms`` by what it is found, ``writer`` keeps it up to date, ``reader`` answers, ``shelf`` knows which directory is in use.
"""
