"""Figures as SVG, drawn on the server: the same drawing stands on the page and in the file.

Colors stand in it as attributes, so that a file is whole by itself; on a page the style sheet lays its own over them, for dark and print.
"""

from .charts import COLORS, NARROW, WIDTH, bars, years
from .links import network
from .tiles import places, world

__all__ = ["COLORS", "NARROW", "WIDTH", "bars", "network", "places", "world", "years"]
