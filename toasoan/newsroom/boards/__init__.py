"""The views of the plan: the same stories by day, week, quarter, state and part."""
