"""What units answers to the staff."""
