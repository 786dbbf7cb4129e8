"""The captions of films: read, kept, shown."""
