"""Periods of one agreement do not overlap: PostgreSQL has a constraint for it, SQLite two triggers.

SQLite drops a table's triggers with the table, and Django makes a table anew when its columns change there: whoever changes the
periods' table runs ``forbid`` again. A test looks whether the database still refuses.
"""

from django.db import migrations

POSTGRES = """
ALTER TABLE agreements_agreementperiod ADD CONSTRAINT period_no_overlap
EXCLUDE USING gist (int8range(agreement_id, agreement_id, '[]') WITH &&, daterange(start_date, end_date) WITH &&)
"""
TRIGGER = """
CREATE TRIGGER period_no_overlap_{when} BEFORE {event} ON agreements_agreementperiod
WHEN EXISTS (
    SELECT 1 FROM agreements_agreementperiod AS other
    WHERE other.agreement_id = NEW.agreement_id AND other.id IS NOT NEW.id
      AND (other.end_date IS NULL OR other.end_date > NEW.start_date) AND (NEW.end_date IS NULL OR other.start_date < NEW.end_date)
)
BEGIN SELECT RAISE(ABORT, 'period_no_overlap'); END
"""
EVENTS = {"insert": "INSERT", "update": "UPDATE OF agreement_id, start_date, end_date"}


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES)
    elif schema_editor.connection.vendor == "sqlite":
        for when, event in EVENTS.items():
            schema_editor.execute(TRIGGER.format(when=when, event=event))


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE agreements_agreementperiod DROP CONSTRAINT period_no_overlap")
    elif schema_editor.connection.vendor == "sqlite":
        for when in EVENTS:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS period_no_overlap_{when}")


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
