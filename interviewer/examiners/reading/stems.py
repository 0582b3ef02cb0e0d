"""English word forms reduced to one: "evaporates", "evaporated" and "evaporation" are one stem.

The algorithm is Porter's second stemmer for English (Porter, "Snowball: a language for stemming
algorithms", 2001), with a short list of irregular forms that no suffix rule can join.
"""

import re
from functools import lru_cache

_VOWELS = "aeiouy"
_DOUBLES = ("bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt")
_KEPT_WORDS = (
    "sky news howe atlas cosmos bias andes inning outing canning herring earring proceed exceed "
    "succeed early only ugly promise compromise"
)
_KEPT = frozenset(_KEPT_WORDS.split())

# Each line is one word: its irregular forms, then after the colon what they are forms of.
_IRREGULAR_LINES = """
am is are was were been being: be|has had having: have|does did done doing: do|went gone: go
ran: run|won: win|built: build|kept: keep|held: hold|left leaves: leave|lost: lose|made: make
meant: mean|met: meet|paid: pay|sent: send|spent: spend|taught: teach|thought: think|told: tell
understood: understand|wrote written: write|chose chosen: choose|drew drawn: draw|fell fallen: fall
gave given: give|grew grown: grow|knew known: know|saw seen: see|spoke spoken: speak|took taken: take
broke broken: break|hid hidden: hide|froze frozen: freeze|became: become|began begun: begin
brought: bring|bought: buy|caught: catch|found: find|fought: fight|felt: feel|got gotten: get
led: lead|lit: light|rose risen: rise|shook shaken: shake|slid: slide|sought: seek|sold: sell
shot: shoot|stood: stand|stuck: stick|struck: strike|swam swum: swim|threw thrown: throw
wore worn: wear|ate eaten: eat|bent: bend|bound: bind|dealt: deal|dug: dig|fed: feed|flew flown: fly
forgot forgotten: forget|hung: hang|heard: hear|laid: lay|learnt: learn|shown: show|spun: spin
children: child|feet: foot|men: man|women: woman|mice: mouse|teeth: tooth|people: person
data: datum|criteria: criterion|phenomena: phenomenon|indices indexes: index|matrices: matrix
vertices: vertex|axes: axis|bases: basis|hypotheses: hypothesis|analyses: analysis|halves: half
better best: good|worse worst: bad|less least: little|bigger biggest: big|more most: much
further furthest: far|analyse analysed analysing: analyze|imbalance: imbalanced|dying: die|lying: lie|tying: tie
"""
# The same for what is typed in a hurry.
_SHORTENED_LINES = """
feat feats: feature|dim dims: dimension|diff diffs: different|avg avgs: average|param params: parameter
algo algos: algorithm|val: validation|acc: accuracy|pred preds: prediction
hyperparam hyperparams: hyperparameter|img imgs pic pics: image|txt: text|num nums: number
reg: regularization|aug augs: augmentation|cls: class|distrib: distribution|info: information
std: standard|config: configuration|perf: performance|approx: approximate|synth: synthetic
func funcs: function|arr: array|ptr ptrs: pointer|mem: memory|dir: directory
env: environment|repo: repository|msg msgs: message|pkt pkts: packet|conn: connection|volt volts: voltage
temp temps: temperature|max: maximum|min: minimum|vs: versus|bc cuz: because|thru: through|tho: though
"""


def _forms(lines: str) -> dict[str, str]:
    return {
        form: line.split(":")[1].strip()
        for line in re.split(r"[|\n]", lines.strip())
        for form in line.split(":")[0].split()
    }


_IRREGULAR = _forms(_IRREGULAR_LINES) | _forms(_SHORTENED_LINES)

_STEP_2 = (
    ("ization", "ize"), ("ational", "ate"), ("fulness", "ful"), ("ousness", "ous"),
    ("iveness", "ive"), ("tional", "tion"), ("biliti", "ble"), ("lessli", "less"),
    ("entli", "ent"), ("ation", "ate"), ("alism", "al"), ("aliti", "al"), ("ousli", "ous"),
    ("iviti", "ive"), ("fulli", "ful"), ("enci", "ence"), ("anci", "ance"), ("abli", "able"),
    ("izer", "ize"), ("ator", "ate"), ("alli", "al"), ("bli", "ble"), ("ogi", "og"), ("li", ""),
)  # fmt: skip
_STEP_3 = (
    ("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("icate", "ic"), ("iciti", "ic"),
    ("ative", ""), ("ical", "ic"), ("ness", ""), ("ful", ""),
)  # fmt: skip
_STEP_4 = (
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous",
    "ive", "ize", "ion", "al", "er", "ic",
)  # fmt: skip

# One look at all the endings spares looking at each in most words.
_ENDS_2 = tuple(suffix for suffix, _ in _STEP_2)
_ENDS_3 = tuple(suffix for suffix, _ in _STEP_3)

# "generalise" is "generalize", yet "supervise" and "noise" are no such words.
_BRITISH = re.compile(
    r"(?<=..(?:al|el|il|ol|er|or|ar|om|im|in|an|on|en|it|ot|et|gn|rd|nt|as|es))"
    r"is(?=(?:e|es|ed|ing|er|ers|ation|ations)$)"
)
_CONSONANT_Y = re.compile(r"^y|(?<=[aeiouy])y")
_VOWEL = re.compile("[aeiouy]")
_SYLLABLE = re.compile("[aeiouy][^aeiouy]")
_SHORT = re.compile(r"(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$")
_ORPT = re.compile("orpt$")


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return the stem of a lower-case word. Words that are not a-z come back unchanged."""
    word = _IRREGULAR.get(word, word)
    if len(word) <= 2 or word in _KEPT or not (word.isascii() and word.isalpha()):
        return word
    word = _BRITISH.sub("iz", word)
    word = _CONSONANT_Y.sub("Y", word)
    first, second = _regions(word)
    word = _plural(word)
    word = _past(word, first)
    if len(word) > 2 and word[-1] in "yY" and word[-2] not in _VOWELS:
        word = word[:-1] + "i"
    word = _replaced(word, first, second)
    word = _shortened(word, first, second).lower()
    # Porter leaves "reduce" and "reduction", "absorb" and "absorption" apart.
    return word[:-1] if word.endswith("uct") else _ORPT.sub("orb", word)


def _regions(word: str) -> tuple[int, int]:
    """Where Porter's R1 and R2 begin: after the first, and the second, vowel-consonant pair."""
    if word.startswith(("gener", "arsen", "commun")):
        first = 6 if word.startswith("commun") else 5
    else:
        found = _SYLLABLE.search(word)
        first = found.end() if found else len(word)
    found = _SYLLABLE.search(word, first)
    return first, found.end() if found else len(word)


def _plural(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith(("ied", "ies")):
        return word[:-2] if len(word) > 4 else word[:-1]
    if word.endswith(("us", "ss")) or not word.endswith("s"):
        return word
    return word[:-1] if _VOWEL.search(word, 0, len(word) - 2) else word


def _past(word: str, first: int) -> str:
    for suffix in ("eedly", "eed"):
        if word.endswith(suffix):
            return word[: -len(suffix)] + "ee" if len(word) - len(suffix) >= first else word
    for suffix in ("ingly", "edly", "ing", "ed"):
        if word.endswith(suffix):
            base = word[: -len(suffix)]
            if not _VOWEL.search(base):
                return word
            if base.endswith(("at", "bl", "iz")):
                return base + "e"
            if base.endswith(_DOUBLES):
                return base[:-1]
            return base + "e" if _is_short(base, first) else base
    return word


def _is_short(word: str, first: int) -> bool:
    """Porter's short word: R1 is empty and it ends in a short syllable, as "hop" does."""
    return first >= len(word) and _SHORT.search(word) is not None


def _replaced(word: str, first: int, second: int) -> str:
    for suffix, new in _STEP_2 if word.endswith(_ENDS_2) else ():
        if word.endswith(suffix):
            at = len(word) - len(suffix)
            allowed = at >= first
            if suffix == "ogi":
                allowed = allowed and word[at - 1] == "l"
            elif suffix == "li":
                allowed = allowed and word[at - 1] in "cdeghkmnrt"
            word = word[:at] + new if allowed else word
            break
    for suffix, new in _STEP_3 if word.endswith(_ENDS_3) else ():
        if word.endswith(suffix):
            at = len(word) - len(suffix)
            allowed = at >= (second if suffix == "ative" else first)
            return word[:at] + new if allowed else word
    return word


def _shortened(word: str, first: int, second: int) -> str:
    for suffix in _STEP_4 if word.endswith(_STEP_4) else ():
        if word.endswith(suffix):
            at = len(word) - len(suffix)
            if at >= second and (suffix != "ion" or word[at - 1] in "st"):
                word = word[:at]
            break
    if word.endswith("e"):
        at = len(word) - 1
        if at >= second or (at >= first and not _is_short(word[:-1], first)):
            return word[:-1]
    elif word.endswith("ll") and len(word) - 1 >= second:
        return word[:-1]
    return word
