"""Meetings people register for: seats, letters, calendars and the desk behind them (docs/decisions/0022)."""
