"""The notification centre and how it is set."""
