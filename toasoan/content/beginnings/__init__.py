"""What an item begins with: templates and the day written into them."""
