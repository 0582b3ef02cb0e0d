"""Our stemmer beside the kept library's: the same stems, and at what speed (docs/decisions/stemmer.md).

`pip install snowballstemmer` first; nothing else needs it.
"""

import time
from collections.abc import Callable
from pathlib import Path

from interviewer.examiners.reading import stems

WORDS = Path(stems.__file__).parent / "data" / "lexicon.txt"
ROUNDS = 3


def main() -> None:
    import snowballstemmer

    words = [word for word in WORDS.read_text(encoding="utf-8").split() if word.isalpha()]
    ours: Callable[[str], str] = getattr(stems.stem, "__wrapped__", stems.stem)
    theirs = snowballstemmer.stemmer("english").stemWord
    differing = [word for word in words if ours(word) != theirs(word)]
    print(f"{len(words):,} words, {len(differing)} with another stem: {', '.join(differing[:12])}")
    for name, function in (("ours", ours), ("snowballstemmer", theirs)):
        best = min(_seconds(function, words) for _ in range(ROUNDS))
        print(f"{name}: {best / len(words) * 1e6:.1f} us a word")


def _seconds(function: Callable[[str], str], words: list[str]) -> float:
    begun = time.perf_counter()
    for word in words:
        function(word)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
