"""What runs inside Django, in a child: the measuring process itself loads none of it."""
