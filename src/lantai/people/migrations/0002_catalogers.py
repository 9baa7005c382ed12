"""Librarians of before may correct records: they become catalogers, so that nobody loses what they could do."""

from django.db import migrations


def librarians_become_catalogers(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Account = apps.get_model("people", "Account")
    librarians = Account.objects.filter(groups__name="librarian")
    if not librarians.exists():
        return
    cataloger, _ = Group.objects.get_or_create(name="cataloger")
    librarian = Group.objects.get(name="librarian")
    for account in librarians:
        account.groups.add(cataloger)
        account.groups.remove(librarian)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [migrations.RunPython(librarians_become_catalogers, migrations.RunPython.noop)]
