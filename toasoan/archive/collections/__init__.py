"""Collections of assets: one's own, the unit's, or shown to chosen units."""
