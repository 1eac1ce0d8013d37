"""The editors' desk: pages of the administration about pages, their files and their translations."""
