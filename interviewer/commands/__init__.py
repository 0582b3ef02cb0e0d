"""One file per family of commands: the only place that connects all packages."""
