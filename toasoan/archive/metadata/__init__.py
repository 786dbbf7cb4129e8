"""What files and people say of photos, read whole, versioned, and written back by exiftool."""
