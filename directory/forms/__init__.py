"""What staff types about the directory, checked and turned into the values `directory.actions` writes."""
