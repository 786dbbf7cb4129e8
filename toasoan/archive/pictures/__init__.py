"""What readers are sent of a photo: drawn by libvips, with the words that are public."""
