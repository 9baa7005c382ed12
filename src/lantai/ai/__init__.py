"""Embedders, translators, answerers: one small module per provider."""
