"""The desk board (bảng ban): items by the stage they lie in, and the preview beside."""
