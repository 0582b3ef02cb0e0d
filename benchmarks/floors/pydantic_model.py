"""The floor of plain mode: pydantic loaded and one model made, then a line printed."""

from pydantic import BaseModel


class Line(BaseModel):
    text: str


print(Line(text="Question 1 of 1").text)
