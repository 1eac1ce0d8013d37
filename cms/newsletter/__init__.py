"""The newsletter: who asked for it, how an issue is put together, and how it goes out."""
