"""The words the house has agreed on: topics, people, places, events."""
