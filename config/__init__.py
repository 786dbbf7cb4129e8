"""The composition root: settings, URLs and process entry points. No room imports it."""
