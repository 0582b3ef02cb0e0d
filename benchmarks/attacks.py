"""What each class of attack earns: `make attacks`.

Twelve classes of answers that ask for credit they have not earned, against the offline examiner and
against a model that has been captured entirely: it marks every point as made and quotes real words,
in the way that earns most. What stops that one is code alone. The strings: `tests/attacks/strings.py`.
"""

import asyncio
from statistics import mean

from interviewer.core.grading import score
from interviewer.core.questions import Question
from interviewer.examiners.offline.examiner import examine
from tests.attacks.strings import CLASSES, QUESTIONS, hostile_bank
from tests.attacks.test_captured_model import most


def offline(question: Question, answer: str) -> float:
    """The offline examiner's score, 0 to 1; what it leaves undecided earns nothing."""
    verdict = examine(question, [answer], [question.prompt])
    return score(question.points, [found.credit for found in verdict.findings]).low


async def main() -> None:
    """Print the table in Markdown."""
    print("| class | strings | offline, mean | worst | captured model, mean | worst |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, answers in CLASSES.items():
        rules, captured = [], []
        for question in QUESTIONS:
            attacked = hostile_bank(question) if name == "injection through the bank" else question
            for answer in answers(question):
                rules.append(offline(attacked, answer))
                captured.append(await most(attacked, answer))
        print(
            f"| {name} | {len(rules)} | {mean(rules):.2f} | {max(rules):.2f} "
            f"| {mean(captured):.2f} | {max(captured):.2f} |"
        )


if __name__ == "__main__":
    asyncio.run(main())
