"""Photos that look alike: their hashes, the search among a million, the pairs people judge."""
