"""People as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    """Accounts and roles."""

    name = "lantai.people"
    label = "people"

    def ready(self) -> None:
        """Keep roles in step with the tables: permissions come into being after each migration."""
        from .roles import grant_permissions_of

        post_migrate.connect(grant_permissions_of, dispatch_uid="people.roles")
