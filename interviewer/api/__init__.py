"""The library: what `import interviewer` offers, and what the commands are built on.

Each thing has one implementation, which is async; where nothing is waited for, or the caller has no
event loop, it runs in the one of `bulk.event_loop`. Do not use one examiner from both.
"""
