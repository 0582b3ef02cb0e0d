"""Who is asked. Knows the core and nothing else of this program."""
