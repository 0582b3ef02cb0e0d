"""Who grades. Knows the core and nothing else of this program."""
