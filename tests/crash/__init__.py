"""What a crash can do to a session, done to it: `python -m tests.crash`."""
