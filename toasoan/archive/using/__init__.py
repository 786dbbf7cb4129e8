"""What is done with found entries: printed, compared, chosen."""
