"""One file per family of commands: the only place where the wings meet."""
