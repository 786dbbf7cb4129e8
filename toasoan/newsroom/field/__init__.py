"""Filing from the field: the app for phones and what it asks the newsroom."""
