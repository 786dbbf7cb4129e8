"""`make start`: from a fresh clone to a running newsroom.

Only the standard library is used until the virtual environment exists.
"""
