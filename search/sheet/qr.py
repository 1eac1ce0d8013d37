"""The QR code of an address."""

from __future__ import annotations

from collections.abc import Iterable

import segno

Matrix = tuple[tuple[bool, ...], ...]


def qr(address: str) -> Matrix:
    """Dark and light squares, without the border. It reads with a seventh of it soiled or folded away."""
    return tuple(tuple(bool(cell) for cell in row) for row in segno.make(address, error="m", micro=False).matrix)


def runs(matrix: Matrix) -> Iterable[tuple[int, int, int]]:
    """Dark squares side by side as one: column, row, length."""
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            length = next((n for n, dark in enumerate(row[x:]) if not dark), len(row) - x)
            if length:
                yield x, y, length
            x += max(length, 1)
