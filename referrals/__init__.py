"""Requests between professionals, agreements and concertations. Nothing of it exists yet: the package holds its place in the contracts."""
