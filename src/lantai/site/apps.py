"""The shell as a Django app; loaded last, it makes every area's registrations known."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

MEETING_PLACES = (
    "panels",
    "listeners",
    "rules",
    "facts",
    "offers",
    "tasks",
    "audited",
    "operations",
    "lists",
    "attention",
    "owned",
)
"""Modules in which areas register what they offer one another (see architecture: Where areas meet)."""


class SiteConfig(AppConfig):
    """Templates, static files and languages of the whole."""

    name = "lantai.site"
    label = "site"

    def ready(self) -> None:
        """Import the registering modules of every installed app."""
        autodiscover_modules(*MEETING_PLACES)
