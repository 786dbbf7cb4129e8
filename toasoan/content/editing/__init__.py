"""The editor: its form, its panels by profile, the lease, what is pasted."""
