"""Screens of the security room."""
