"""Where originals, documents and renditions lie, and how they leave."""
