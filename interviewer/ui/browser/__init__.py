"""The screen in a web browser: every visitor has the program in a terminal of their own."""
