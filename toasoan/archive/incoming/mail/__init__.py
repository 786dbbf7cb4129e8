"""Files mailed to a unit's archive address: read, judged, taken, and answered."""
