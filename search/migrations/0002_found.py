"""SQLite's full-text table over `search_tokens`. PostgreSQL needs none: its engine will index that table itself."""

from django.db import migrations

CREATE = (
    """CREATE VIRTUAL TABLE search_found USING fts5 (
        tokens, content='search_tokens', content_rowid='service_id', tokenize='ascii', detail=none, columnsize=0)""",
    """CREATE TRIGGER search_tokens_in AFTER INSERT ON search_tokens BEGIN
        INSERT INTO search_found (rowid, tokens) VALUES (new.service_id, new.tokens); END""",
    """CREATE TRIGGER search_tokens_out AFTER DELETE ON search_tokens BEGIN
        INSERT INTO search_found (search_found, rowid, tokens) VALUES ('delete', old.service_id, old.tokens); END""",
)
DROP = ("DROP TRIGGER search_tokens_in", "DROP TRIGGER search_tokens_out", "DROP TABLE search_found")


def create(apps, schema_editor):
    """Tokens are separated by spaces and hold nothing that `ascii` would cut; REPLACE would skip the delete trigger."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in CREATE:
            schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in DROP:
            schema_editor.execute(statement)


def first_state(apps, schema_editor):
    apps.get_model("search", "State").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_rows")]

    operations = [
        migrations.RunPython(create, drop),
        migrations.RunPython(first_state, migrations.RunPython.noop),
    ]
