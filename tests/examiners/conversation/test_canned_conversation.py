"""What of an examiner is neither grading nor closing words, by rules."""

from interviewer.core.protocol import Answered, Ask, Clarify, HintWanted, Skipped
from interviewer.core.questions import Question
from interviewer.core.sheets import Beyond, Sheet
from interviewer.examiners.conversation.canned import clarified
from interviewer.examiners.conversation.canned_conversation import CannedConversation

QUESTION = Question(id="q", prompt="Why?", reference_answer="So.")
DEEPER = Ask(
    Sheet(QUESTION, 1, beyond=Beyond("How deep?")), 1, "How deep?", follow_up=0, follow_ups=0, beyond=True
)  # fmt: skip


def test_at_a_deeper_question_only_commands_are_no_answer():
    said = CannedConversation().recognise
    assert said(DEEPER, Answered(text="/hint")) == HintWanted(typed=True)
    assert said(DEEPER, Answered(text="/skip")) == Skipped()
    for text in ("can I have a hint?", "I don't know", "/etc/hosts lists names"):
        assert said(DEEPER, Answered(text=text)) == Answered(text=text)


def test_a_deeper_question_has_no_hints():
    said = clarified(Clarify(DEEPER, "A hint?", "hint")).text
    assert "not graded" in said
    assert "exam" not in said
