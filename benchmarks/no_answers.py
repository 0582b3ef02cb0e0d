"""How much of what is said that is no answer is recognised, and how many answers are taken for it: `make no-answers`.

    python -m benchmarks.no_answers [FILE ...] [--show]

Without a file, of `calibration/no-answers-new.jsonl`, on which nothing was fitted. A FILE of lines {"kind": ..., "text": ...}
by further writers shows how they fare. Answers are those of the
held-out groups, whole and in pieces, and the accepted wordings of every second question.
"""

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.said_texts import (
    ANSWER,
    NEW,
    OF_RULES,
    PERSONAL,
    Text,
    answers,
    banks,
    pieces,
    short,
)
from interviewer.core.interview import Session
from interviewer.core.plan import Plan
from interviewer.core.protocol import (
    Answered,
    Ask,
    AskReply,
    Clarify,
    HintWanted,
    Queried,
    Skipped,
    Stopped,
)
from interviewer.core.questions import Question
from interviewer.examiners.conversation.canned import clarified, unknowing
from interviewer.examiners.conversation.canned_conversation import CannedConversation
from interviewer.examiners.conversation.unforeseen import UNKNOWN, UNSURE, kind_of
from interviewer.examiners.conversation.wishes import wish_in
from interviewer.examiners.offline.offline_examiner import OfflineExaminer

FITTING = {
    "skip": {"skip"},
    "hint": {"hint"},
    "stop": {"stop"},
    "repeat": {"repeat", "unclear"},
    "unclear": {"unclear", "repeat", "question_back"},
    "question_back": {"question_back", "scope", "unclear"},
    "scope": {"scope", "question_back"},
    "progress": {"progress"},
    "verdict": {"verdict"},
    "moment": {"moment", "self"},
    "insists": {"insists"},
    "dont_know": {"dont_know"},
    "self": {"self", "moment", "interview", "social"},
    "interview": {"interview", "social", "talk"},
    "social": {"social", "interview", "moment"},
    "noise": {"noise", "language", "social"},
}
"""Which reactions fit what was said: those of its own kind, and those whose words are right for it as well."""


class WithModel(CannedConversation):
    """What is recognised before a model is asked, which may still see the rest."""

    def earns_nothing(self, question: Question, text: str) -> None:
        """Only the model can tell."""


def asked(question: Question) -> Ask:
    """The step that asks a question."""
    plan = Plan(bank="b", questions=(question,), examiner=OfflineExaminer().identity)
    step = Session(plan).step
    assert isinstance(step, Ask)  # noqa: S101 - an interview begins with a question
    return step


def reaction(one: Text, examiner: CannedConversation) -> str:
    """What a text is taken for: a kind, "dont_know" where it is answered by a smaller step, "" for an answer."""
    found = examiner.recognise(asked(one.question), Answered(text=one.text))
    match found:
        case Skipped():
            return "skip"
        case HintWanted():
            return "hint"
        case Stopped():
            return "stop"
        case Queried():
            rule = wish_in(one.text)
            if rule is not None:
                return OF_RULES.get(rule.name, rule.name)
            return kind_of(one.question, one.text) or found.about
        case _:
            known = kind_of(one.question, one.text) != UNKNOWN
            return "" if known and not unknowing(one.text, [one.question.prompt]) else UNKNOWN


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("files", nargs="*", type=Path, help="labelled texts of new writers")
    parser.add_argument("--show", action="store_true", help="print what was not recognised")
    given = parser.parse_args()
    draw = random.Random(1)  # noqa: S311 - a draw by a seed
    said = of_files(given.files or [NEW], draw)
    examiners = {
        "named rules alone": CannedConversation(),
        "offline": OfflineExaminer(),
        "before a model": WithModel(),
    }
    for name, examiner in examiners.items():
        recognised(name, [one for one in said if one.sort != ANSWER], examiner, show=given.show)
        whole = [*(one for one in said if one.sort == ANSWER), *answers("held-out")]
        taken(
            name,
            [*answers("tune"), *whole, *short("held-out"), *pieces(whole)],
            examiner,
            show=given.show,
        )


def of_files(files: Sequence[Path], draw: random.Random) -> list[Text]:
    """Labelled texts, each with the question it was said to, else with one of the first bank's."""
    every = [question for bank in banks().values() for question in bank.values()]
    by_id = {name: question for question in every for name in (question.id, question.prompt)}
    questions = list(banks()["first"].values())
    rows = [
        json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [
        Text(by_id.get(row.get("question", "")) or draw.choice(questions), row["text"], row["kind"])
        for row in rows
    ]


def recognised(
    name: str, said: Iterable[Text], examiner: CannedConversation, *, show: bool
) -> None:
    """Print how many texts that are no answers get a reaction that fits."""
    by_kind: dict[str, Counter[str]] = defaultdict(Counter)
    for one in said:
        found = reaction(one, examiner)
        fits = found in FITTING[one.sort]
        outcome = "fits" if fits else "any" if found == UNSURE else "other" if found else "answer"
        by_kind[one.sort][outcome] += 1
        if show and not fits:
            print(f"  {one.sort} -> {found or 'answer'}: {one.text}")
    total = sum(by_kind.values(), Counter())
    words = {"fits": "the reaction of its kind", "any": "one that fits any", "other": "another one", "answer": "an answer"}  # fmt: skip
    print(name + ": " + ", ".join(f"{word} {_share(total[o], total.total())}" for o, word in words.items()))  # fmt: skip
    for kind, counts in sorted(by_kind.items()):
        print(f"  {kind:<14} " + ", ".join(f"{word} {counts[o]}" for o, word in words.items()))


def taken(name: str, said: Iterable[Text], examiner: CannedConversation, *, show: bool) -> None:
    """Print how many answers are taken for something else, by what they are."""
    own = set(banks()[PERSONAL])
    counts: dict[str, Counter[bool]] = defaultdict(Counter)
    for one in said:
        found = reaction(one, examiner)
        sort = f"{one.sort}, of oneself" if one.question.id in own else one.sort
        counts[sort][found not in ("", "dont_know")] += 1
        if show and found not in ("", "dont_know"):
            print(f"  {sort} taken for {found}: {one.text}")
    print(f"{name}: answers taken for something else")
    for sort, count in counts.items():
        print(f"  {sort:<22} {count[True]:>4} of {count.total()}")


def reply_to(one: Text, found: AskReply) -> str:
    """What the interviewer says to something that is no answer; empty for anything else."""
    if not isinstance(found, Queried):
        return ""
    return clarified(Clarify(asked(one.question), found.text, found.about)).text


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({part / max(whole, 1):.1%})"


if __name__ == "__main__":
    main()
