"""« Données »: the tabs of the screen, and the table of pseudonyms that the import shows too."""
