"""What is made of a file once it is in: each step saved as it ends."""
