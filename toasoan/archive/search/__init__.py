"""Finding in the catalogue: its index, what a person may ask, searches that are kept."""
