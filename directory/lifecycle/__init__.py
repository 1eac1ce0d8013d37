"""Which step is possible from which state: one table for each thing that has states."""
