"""Links by which people without an account see some of the archive for a while."""
