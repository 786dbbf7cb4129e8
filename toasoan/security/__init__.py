"""Who is at the door and what was done: users, sign-in rules, audit chain, headers."""
