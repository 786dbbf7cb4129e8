"""Organisations, press units, desks, people and roles, and who may see what."""
