"""Requests between professionals, agreements and concertations: nothing yet, the package holds its place."""
