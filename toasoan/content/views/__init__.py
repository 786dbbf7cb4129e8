"""What content answers to the staff."""
