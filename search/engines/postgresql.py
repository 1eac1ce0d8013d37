"""What PostgreSQL says in other words than SQLite: full text, and lists of ids."""

from __future__ import annotations

from collections.abc import Iterable

from search.engines.sql import Dialect, Statement
from search.question.terms import Group, Phrase, Term

# As the index of search_tokens was made: the parser of PostgreSQL is not asked, tokens are what Python made them.
TOKENS = "array_to_tsvector(string_to_array(tokens, ' '))"


class PostgreSQL(Dialect):
    def ids(self, statement: Statement) -> list[int]:
        sql, bound = statement
        found: list[int] = self.rows((f"SELECT array_agg(service_id) FROM ({sql}) x", bound))[0][0]  # noqa: S608
        return found or []

    def says(self, group: Group, tier: str) -> Statement:
        query = " | ".join(_phrase(phrase, tier) for phrase in group)
        return f"SELECT service_id FROM search_tokens WHERE {TOKENS} @@ %s::tsquery", [query]  # noqa: S608  ours

    def among(self, columns: str, ids: Iterable[int]) -> Statement:
        return f"SELECT {columns} FROM search_row WHERE service_id = ANY(%s)", [list(ids)]  # noqa: S608  ours

    def given(self, day: int) -> dict[str, list[int]]:
        array = "SELECT key, array_agg(service_id) FROM search_span"
        return dict(self.rows((f"{array} WHERE starts <= %s AND ends >= %s GROUP BY key", [day, day])))


def _phrase(phrase: Phrase, tier: str) -> str:
    return f"({' & '.join(_term(term, tier) for term in phrase)})"


def _term(term: Term, tier: str) -> str:
    tokens = [_quoted(f"{tier}{form}") for form in term.forms]
    if term.prefix:
        tokens.append(f"{_quoted(f'{tier}{term.prefix}')}:*")
    return f"({' | '.join(tokens)})"


def _quoted(token: str) -> str:
    """A lexeme as it is: nothing in it is an operator."""
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"
