"""SQLite's full-text table over `search_tokens`. PostgreSQL needs none: its engine will index that table itself."""

from django.db import migrations

CREATE = """CREATE VIRTUAL TABLE search_found USING fts5 (
    tokens, content='search_tokens', content_rowid='service_id', tokenize='ascii', detail=none, columnsize=0)"""


def create(apps, schema_editor):
    """Tokens are separated by spaces and hold nothing that `ascii` would cut. No triggers: each row would be flushed
    alone, four times slower; `search.index`, the only writer, keeps both tables in step."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(CREATE)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE search_found")


def first_state(apps, schema_editor):
    apps.get_model("search", "State").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_rows")]

    operations = [
        migrations.RunPython(create, drop),
        migrations.RunPython(first_state, migrations.RunPython.noop),
    ]
