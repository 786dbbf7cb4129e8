"""What planning answers to the staff."""
