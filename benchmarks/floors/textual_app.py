"""The floor of the screen: a Textual app with a line of text and a box to type in."""

from textual.app import App, ComposeResult
from textual.widgets import Static, TextArea


class Bare(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("Question 1 of 1")
        yield TextArea()


Bare().run()
