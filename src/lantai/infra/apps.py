"""The plumbing as a Django app."""

from django.apps import AppConfig


class InfraConfig(AppConfig):
    """Jobs and the audit log."""

    name = "lantai.infra"
    label = "infra"
