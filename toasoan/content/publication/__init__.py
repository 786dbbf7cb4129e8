"""The way out of the house: the gate and its latch, what waits, what is asked of published items."""
