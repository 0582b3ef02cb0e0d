"""The diagram in docs/architecture.md is the interview's own."""

from docs import state_diagram
from interviewer.core.protocol import REPLIES


def test_the_diagram_is_up_to_date():
    text = state_diagram.PAGE.read_text(encoding="utf-8")
    assert state_diagram.page(text) == text, "run: python -m docs.state_diagram"


def test_every_reply_of_the_protocol_is_on_an_arrow():
    drawn = {(step, reply) for step, reply, _ in state_diagram.arrows()}
    wanted = {
        (step.__name__, reply.__name__) for step, replies in REPLIES.items() for reply in replies
    }
    assert drawn == wanted
