"""Where pictures were taken, on a map the house draws itself."""
