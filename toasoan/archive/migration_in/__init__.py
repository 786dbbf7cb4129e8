"""Material of other archives comes in: folders, tables, ResourceSpace, WordPress."""
