"""A process made to be killed: it interviews, and says on stdout what it was told is safe.

Lines: "start N" with N replies on disk, "reply N" after the N-th was recorded, "draft N J" after the
J-th draft of the step after N replies was kept, "done".
"""

import os
import sys
from pathlib import Path

from tests.crash import script

QUESTIONS = 20


def say(*words) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def main(home: Path) -> None:
    store = script.store(home)
    exists = store.journal_path(script.ID).exists() and store.list()
    opened = store.open(script.ID) if exists else store.create(script.plan(QUESTIONS))
    say("start", len(opened.replies))
    while not opened.session.finished:
        number = len(opened.replies)
        for draft in range(2):
            opened.keep_draft(f"{number} {draft} {script.HOSTILE}")
            say("draft", number, draft)
        script.go_on(opened, 1)
        say("reply", number + 1)
    opened.close()
    say("done")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
