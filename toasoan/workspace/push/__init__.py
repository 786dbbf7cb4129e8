"""Web push: a device rings though no page of ours is open (RFC 8030, 8291, 8292)."""
