"""The ways into the archive: piece by piece, in bundles, from watched folders; each file looked at first."""
