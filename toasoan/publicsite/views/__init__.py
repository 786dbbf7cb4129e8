"""What answers at readers' addresses; the page store holds what they answer."""
