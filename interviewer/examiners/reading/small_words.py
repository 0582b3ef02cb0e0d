"""Stems of words that hold sentences together, and of words that deny."""

_NEGATOR_LIST = "not never none nor neither without hardly nothing nobody nowhere no fail lack"
NEGATORS = frozenset(_NEGATOR_LIST.split())
_SMALL_LIST = (
    "the be to of and a an in that have it for on with as do at this but by from they or we which "
    "so if when you can there their than then i my its into some how what where would will while "
    "because could should may might must shall any all more most very just also only even"
)
SMALL = frozenset(_SMALL_LIST.split())
"""Stems of words that hold sentences together and say little."""
