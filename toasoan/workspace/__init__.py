"""What people need to work together: being told what concerns them, once and in time."""
