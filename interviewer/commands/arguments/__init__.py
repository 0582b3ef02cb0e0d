"""The arguments of every command, a file for each kind of command. Loads nothing heavy."""
