"""Search over what readers may read and what a unit is making."""
