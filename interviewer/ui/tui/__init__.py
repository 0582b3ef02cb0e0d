"""The screen. Every screen is handed what it shows and calls back; none opens a file or a clock."""
