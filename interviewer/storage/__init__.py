"""What is kept on disk. Knows the core and nothing else of this program."""
