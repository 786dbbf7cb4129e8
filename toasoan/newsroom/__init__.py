"""The staff's home, composed from the other rooms."""
