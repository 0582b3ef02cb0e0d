"""Talk about the talk: short sentences to the interviewer in which no word is of any subject.

The tables of wishes and asides know how such things are usually put; this sees the many other ways.
"Could you speak up a little?" holds nothing but words of conversation, and speaks to somebody.
"""

import re

_WORDS = (
    "you your u question questions interview interviewer hint hints answer answers sorry hello hi hey good morning afternoon evening night day today yo "
    "please thank thanks time minute minutes second seconds moment meeting break slow slower slowly faster quick simple simpler simply easy easier english "
    "language speak speaking talk write say said tell ask asked asking repeat again understand understood understanding meaning explain clarify "
    "rephrase wrap finish finished here ready first last next previous another go have has had get give know think sure right "
    "correctly wrong ok okay bad well do did doing done can could may must need want would should like looking nervous afraid tired term familiar word words context "
    "little bit rest covered speed wait hold hang is am are was be being it this that before there my me i we us let let's the a an and or but so if "
    "at of on in to for with up out not don't can't didn't i'm i'll i'd i've it's that's what which how why just really still ever never maybe lol "
    "bro dude must keep look expect keywords these those enough far perfect one two three more"
)
WORDS = frozenset(_WORDS.split())
"""Of conversation, and of no subject."""
_SPOKEN_TO = re.compile(
    r"\b(?:can|could|would|will|did|are|have|why do|what do|may|don't|shall) (?:you|u|i|we)\b|\byou can\b|\b(?:the|a|my|this|that|your|first|last) (?:question|interview|term)\b|\bi am from\b|\benglish\b"
)
LONGEST = 14
"""Words."""


def is_small_talk(said: str, *, asks: bool) -> bool:
    """Whether a text, prepared as for the wishes, is talk to the interviewer and nothing else.

    `asks` says whether it ended as a question. Words of any subject make it an answer.
    """
    words = said.split()
    if not 2 <= len(words) <= LONGEST or not WORDS.issuperset(words):
        return False
    return bool(_SPOKEN_TO.search(said)) and (
        asks or "question" in words or "interview" in words or "term" in words or "english" in words
    )
