"""Word forms made one, bluntly: "errors", "erred" and "error" shall count as the same word.

The checks that stand between a model and the candidate compare words this way. They need no fine
stemmer: joining two words too many refuses a follow-up that the bank's own replaces. What they do
need is to depend on nothing, least of all on one of the examiners that they guard.
"""

import re
from functools import lru_cache

from interviewer.core.text import fold

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W\d_]+)?")
_ENDINGS = (
    "izations", "isations", "ization", "isation", "ations", "ation", "ments", "ment", "ness",
    "ingly", "ings", "ing", "ities", "ity", "ized", "ised", "izes", "ises", "ize", "ise", "ions",
    "ion", "ally", "edly", "ers", "ies", "ied", "ed", "er", "es", "ly", "al", "s", "y", "e",
)  # fmt: skip
_SHORTEST = 3
"""Letters that are left at least."""


def words(text: str) -> list[str]:
    """The words of a text, folded; a contraction is its first half."""
    return [word for word, _, _ in placed(text)]


def placed(text: str) -> list[tuple[str, int, int]]:
    """The words of a text, folded, each with its code-point offsets."""
    return [(_plain(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]


def _plain(written: str) -> str:
    word = written.casefold() if written.isascii() else fold(written).text
    return word.replace("\u2019", "'").split("'")[0]


@lru_cache(maxsize=8192)
def form(word: str) -> str:
    """What a folded word has in common with its other forms."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word[: -len(ending)]
            if ending in ("s", "es") and len(word) > _SHORTEST + 1:
                return form(word)
            break
    doubled = len(word) > _SHORTEST and word[-1] == word[-2]
    return word[:-1] if doubled else word


@lru_cache(maxsize=2048)
def forms(text: str) -> tuple[str, ...]:
    return tuple(form(word) for word in words(text))


_PLAIN_WORDS = """
a about above after again against ago all almost alone along already also although always am among
an and another any anybody anyone anything are around as ask at away back be because become before
begin behind being believe below beside besides between both bring but by call can cannot care case
certain change come compare concrete consider could day deal decide describe did do does done down
each either else end enough even ever every everybody everyone everything exactly example explain
fact far feel few find first follow for from full further gain get give go good great had half happen
hard has have he hear help her here his hold how however i idea if imagine in instead interest into
is it its itself job just keep kind know last later lead learn least leave less let like likely
little live long look lot main make man many matter may maybe me mean mention might mind moment more
most much must my name need never new next no nobody none nor not note nothing notice now number
obvious of off often old on once one only onto or order ordinary other our out over own part people
perhaps person picture piece place plain point possible practice present problem put question quite
rather real really reason right run say said same second see seem sense set several shall she
should show side simple since single situation small so some somebody somehow someone something
sometimes soon sort speak stand start state step still stop such suggest suit suppose sure take talk
tell ten than that the their them themselves then there these they thing think this those though
thought three through thus time to today together told too toward towards try turn two under
understand until up upon us use usual very want was way we well were what whatever when where
whether which while who whole whom whose why will wish with within without wonder word work world
worry would write wrong year yes yet you your yourself train training data model case look question
answer believe confuse names says belongs person colleague friend
depend best better choose pick opinion important aspect careful zero four five six seven eight nine eleven twelve twenty thirty fifty hundred thousand million
"""
PLAIN = frozenset(form(word) for word in _PLAIN_WORDS.split())
"""Forms that tell nothing about the subject, whatever it is: words that hold sentences together, and
words that interviewers and teachers use all day."""
