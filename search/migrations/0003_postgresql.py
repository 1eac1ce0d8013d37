"""On PostgreSQL: the index of the tokens, and words and names compared byte by byte, as SQLite does and as ranges need."""

from django.db import migrations

FOUND = "CREATE INDEX search_found ON search_tokens USING gin ((array_to_tsvector(string_to_array(tokens, ' '))))"
NAMES = {
    "search_word": (("word", 40), ("mirrored", 40)),
    "search_row": tuple((f"name_{code}", 80) for code in ("fr", "nl", "en")),
}


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FOUND)
        for table, columns in NAMES.items():
            for column, length in columns:
                schema_editor.execute(f'ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar({length}) COLLATE "C"')


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX search_found")


class Migration(migrations.Migration):
    dependencies = [("search", "0002_found")]

    operations = [migrations.RunPython(create, drop)]
