"""What readers see, and the page store they are served from."""
