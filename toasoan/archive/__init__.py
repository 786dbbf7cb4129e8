"""Pictures and documents: what the house holds and what it may use."""
