"""Programs that check, build and generate; run as `python -m tools.<name>`."""
