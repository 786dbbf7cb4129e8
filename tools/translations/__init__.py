"""What the translation check is made of: catalogues, messages, literal text."""
