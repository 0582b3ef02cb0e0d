"""How the program starts and ends: signals, exit status, crash reports."""
