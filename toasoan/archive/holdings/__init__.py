"""By what right assets are used, and what units open to each other."""
