"""Number and date formats Django lacks."""
