"""What reader templates use."""
