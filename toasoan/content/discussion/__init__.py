"""What is said beside the text of an item: where, by whom, who hears of it."""
