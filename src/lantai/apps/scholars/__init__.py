"""Scholars: who wrote what, built from the records, claimed by the scholars themselves; never a rank of persons."""
