"""The floor of a screen over checked data: Textual, a box to type in, and one pydantic model."""

from pydantic import BaseModel
from textual.app import App, ComposeResult
from textual.widgets import Static, TextArea


class Line(BaseModel):
    text: str


class Bare(App[None]):
    def compose(self) -> ComposeResult:
        yield Static(Line(text="Question 1 of 1").text)
        yield TextArea()


Bare().run()
