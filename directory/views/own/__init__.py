"""« My organisation »: what members do with their own cards. Each address names the organisation they act for."""
