"""How what the house holds is kept: bin, deposit, rules, the state of files, room."""
