"""Doors: the catalog as other machines ask for it, each by the protocol that it speaks."""
