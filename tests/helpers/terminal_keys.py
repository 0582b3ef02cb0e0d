"""Keys typed into a real terminal that count once what they answer can be read."""

import time

AGAIN = 2.0
"""Seconds after which a key that had no effect is pressed once more."""


def pressed_until(terminal, shown, key="\r") -> None:
    """Press a key, again and again if need be, until words are shown."""
    pressed = 0.0
    wanted = "".join(shown.split())

    def there():
        nonlocal pressed
        if wanted in "".join(terminal.shown.split()):
            return True
        if time.monotonic() - pressed > AGAIN:
            pressed = time.monotonic()
            terminal.type(key)
        return False

    terminal.wait_for(there, shown)
    terminal.until(shown)
