"""What the home screen says of practice: what is due, how the topics stand, the days to go."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from interviewer.banks.bank import Bank
from interviewer.commands import tonight
from interviewer.commands.practised_banks import PractisedBank
from interviewer.practice.memory import Remembered
from interviewer.practice.reasons import why_due
from interviewer.practice.reviews import PointKey, Rating, asks
from interviewer.practice.schedule import due_points
from interviewer.practice.worth import Offer
from interviewer.storage.history import SessionInfo
from interviewer.storage.session_store import SessionStore
from interviewer.ui.home_views import Tonight

TOPICS_AT_HOME = 6

Shares = tuple[tuple[str, float | None], ...]


class Practised(NamedTuple):
    """Three parts of the home screen."""

    tonight: Tonight | None
    topics: Shares
    days_to_go: int | None


def practised(store: SessionStore, bank: Bank, infos: list[SessionInfo]) -> Practised:
    """What to say. `bank` and the list of sessions are at hand, so that they are not read again."""
    first = PractisedBank(bank.key, bank.title, bank.questions, bank.digest)
    found = tonight.Tonight.of(store, first=first, infos=infos)
    offers = found.offers()
    due = due_points(offers, found.known, found.today)
    questions = {(offer.bank, offer.question.id): offer.minutes for offer, _, _ in due}
    missed = sum(1 for memory in found.known.memories.values() if memory.rating is Rating.AGAIN)
    days = None if found.until is None else (found.until - found.today).days
    proposed = None
    if due:
        offer = due[0][0]
        own = [(0.0, point, memory) for one, point, memory in due if one == offer]
        proposed = Tonight(
            len(due),
            round(sum(questions.values())),
            why_due(own, found.today, None),
            missed,
        )
    return Practised(proposed, _shares(offers, found.known), days)


def _shares(offers: Sequence[Offer], known: Remembered) -> Shares:
    """Of each topic, the share of the points asked about that were made the last time; weakest
    first, those never asked last.
    """
    made: dict[str, list[float]] = defaultdict(list)
    for offer in offers:
        standing = made[offer.question.topic]
        for point in offer.question.points:
            memory = known.memories.get(PointKey(offer.bank, offer.question.id, point.id))
            if memory is not None and memory.asks == asks(point):
                standing.append(float(memory.rating is not Rating.AGAIN))
    shares = [(topic, sum(one) / len(one) if one else None) for topic, one in made.items()]
    ordered = sorted(shares, key=lambda one: (one[1] is None, one[1] or 0.0))
    return tuple(ordered[:TOPICS_AT_HOME])
