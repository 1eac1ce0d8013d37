"""The aide-mémoire of a bassin: one sheet of paper, both sides, made from what the directory knows today."""
