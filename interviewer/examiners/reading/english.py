"""Whether a text is English: what is not, these rules cannot read and must not judge."""

import unicodedata
from collections.abc import Sequence

from interviewer.examiners.reading.passages import Passage
from interviewer.examiners.reading.words import known

_FOREIGN_WORDS = (
    "der die das und ist nicht ein eine mit f\u00fcr auf von zu dem den wird sind werden oder auch le la "
    "les et est une des du dans pour que qui sont pas avec sur el los las y es una por para con del "
    "se il di che non sono una nel gli een het van en dat niet zijn voor op wordt och att det "
    "som \u00e4r inte ett av o e os um uma n\u00e3o com mais"
)
_FOREIGN = frozenset(_FOREIGN_WORDS.split())
_ALSO_ENGLISH = frozenset(["con", "den", "der", "des", "die", "les", "mit", "non", "per", "van"])
"""Among words that are English, these are as well: "non-linear", "DES", "per token"."""
_ENGLISH_WORDS = (
    "the be to of and a in that have it for on with as do at this but by from they or an we which "
    "so if when you not can one there their more than only then because each all is are i my its "
    "into no some other what how where would will while between"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())

LAST_LATIN = "\u024f"
FORMULA = 2
"""This many letters of another script are a formula's."""
LETTERED = 4
"""With fewer words of three letters, a formula say, a text is not judged unreadable."""
AT_HOME = 0.8
"""Where such a share of the words is known, a word of two languages is taken for English."""


def foreign_script(text: str) -> bool:
    """Whether most of the letters are not of the Latin script; a Greek one or two are a formula."""
    if text.isascii():
        return False
    letters = [char for char in text if char.isalpha()]
    strange = sum(char > LAST_LATIN for char in unicodedata.normalize("NFKC", "".join(letters)))
    return strange > max(FORMULA, 0.5 * len(letters))


def readable(said: Sequence[Passage]) -> bool:
    """Whether this is English, as far as a word list can show. Short answers pass."""
    order = [word.stem for passage in said for word in passage.words]
    letters = [s for s in order if len(s) > 2 and s.isalpha()]
    if sum(not s.isascii() for s in letters) > 0.5 * len(letters):
        return False
    if len(letters) < LETTERED:
        return True
    english = sum(s in _ENGLISH for s in letters)
    strange = [s for s in letters if s in _FOREIGN]
    others = [known(s) for s in letters if s not in _FOREIGN]
    at_home = _ALSO_ENGLISH.issuperset(strange) and sum(others) >= AT_HOME * len(others)
    foreign = 0 if at_home else len(strange)
    if foreign > english and foreign >= 0.15 * len(letters):
        return False
    return sum(known(s) for s in letters) >= 0.5 * len(letters)
