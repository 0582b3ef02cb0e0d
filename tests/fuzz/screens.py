"""One tour through every screen in a real terminal, with somebody else's words in every place.

The bank, the answers and the model are all hostile. What comes out of the terminal may hold what
our widgets write (`OURS`), and nothing else that a terminal acts on.
"""

import json
import random
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

from interviewer.core.text import normalise
from tests.fuzz import payloads
from tests.fuzz.text import FORBIDDEN
from tests.helpers.model_replies import Voice, reply_to
from tests.helpers.model_server import Asked, ModelServer, Script, in_thread, refuses
from tests.helpers.terminal import ENTERED, LEFT, Terminal

PROGRAM = """
import sys
from pathlib import Path
from interviewer import assets
bank = Path(sys.argv.pop(1))
assets.default_bank = lambda: bank
from interviewer.cli import main
sys.exit(main([]))
"""
"""The program without arguments, which begins at home, with another bank than its own."""

OURS = re.compile(
    r"\x1b\[(?:0|[1-9]|[34]8;5;\d+|[34]8;2;\d+;\d+;\d+|39|49)?(?:;(?:[1-9]|[34]8;5;\d+|[34]8;2;\d+;\d+;\d+|39|49))*m"
    r"|\x1b\[\d+;\d+H|\x1b\[\?2026[hl]|\x1b\[\?25[hl]|\x1b\]22;[a-z-]+\x07|\r?\n"
)
"""What Textual writes between the beginning and the end: styles, places, whole frames, pointers."""

ENDING = "\x1b[?2004l"
"""What Textual begins with to give the terminal back."""

ATTACKS = (*payloads.CONTROLS, *payloads._ATTACKS)
WORDS = re.compile("[A-Za-z]{3}|\n")
OWN = (
    "Rivers carry minerals down from mountains, rain loosens them slowly, evaporation leaves them "
    "behind, currents stir everything, so oceans taste as they do after many million years."
)
"""An answer needs words of its own, or no model is asked about it."""
END_OF_PASTE = re.compile("\x1b\\[20[01]~")


def hostile_bank(attacks: list[str]) -> dict:
    """Everything stands where there is room for it; some of it in each place."""
    whole = " ".join(attacks)
    question = {
        "topic": whole,
        "prompt": f"Begin {whole} end",
        "reference_answer": f"R {whole}",
        "rubric": [{"id": "p", "description": f"D {whole}", "follow_up": f"F {whole}"}],
        "misconceptions": [{"id": "m", "description": f"M {whole}"}],
    }
    topics = [f"{attack} {number}" for number, attack in enumerate(attacks[:4])]
    more = [{**question, "id": f"q{n}", "topic": topic} for n, topic in enumerate(topics)]
    return {"title": whole, "questions": [{**question, "id": "first"}, *more]}


class HostileModel:
    """Refuses once; then grades, asks and sums up with the attacks in all that is shown of it."""

    def __init__(self, attacks: list[str]) -> None:
        whole = normalise(" ".join(attacks))
        self._refused = False
        # Words of the bank would be held back as giving the answer away.
        acting = normalise(" ".join(attack for attack in attacks if not WORDS.search(attack)))
        self._voice = Voice("Which of these ", "would you ", acting, " rather say?")
        self._voice.say_all()
        self._whole = whole

    def __call__(self, asked: Asked) -> Script:
        if not self._refused:
            self._refused = True
            return refuses(418, f"Refused {self._whole}")
        return reply_to(asked, self._voice, closing=f"Closing words {self._whole}. " * 3)


def tour(home: Path, attacks: list[str]) -> bytes:
    """Go through all screens; return what came out of the terminal."""
    home.mkdir(parents=True)
    bank = home / "bank.json"
    bank.write_text(json.dumps(hostile_bank(attacks)))
    (home / "config.toml").write_text("follow_ups = 1\n")
    answer = END_OF_PASTE.sub("", f"{OWN} {normalise(' '.join(attacks))}")
    with in_thread(ModelServer(answer=HostileModel(attacks))) as server:
        settings = {
            "INTERVIEWER_MODEL": "m",
            "INTERVIEWER_BASE_URL": server.url,
        }
        command = [sys.executable, "-c", PROGRAM, str(bank)]
        with Terminal(home, command=command, size=(200, 60), **settings) as terminal:
            _walk(terminal, answer)
            assert terminal.end() == 0
            return terminal.output


def _walk(terminal: Terminal, answer: str) -> None:
    terminal.until("c choose")
    terminal.type("c")
    terminal.until("difficulty")
    for key in ("\x1b[C", "\x1b[B", "\x1b[C", "\x1b[A", "\x1b[D"):
        terminal.type(key)
    terminal.type("\x1b")
    terminal.until("c choose")
    terminal.type("\r")  # an interview, to be kept: home then has an unfinished one
    terminal.until("your answer")
    _press(terminal, "\x11", "resume later")
    terminal.type("\x1b[B\r")
    terminal.until("c choose")  # nothing was said in it, so home does not list it
    terminal.type("p")
    terminal.until("your answer")
    terminal.type(b"\x1b[200~" + answer.encode() + b"\x1b[201~")
    terminal.until("draft saved")
    _press(terminal, "\r", "retry")
    terminal.wait_for(lambda: b"Refused" in terminal.output, "the server's words")
    terminal.type("\x14")
    terminal.until("follow-up 1 of 1")
    terminal.type("rocks")
    terminal.until("draft saved, 1 word")
    _press(terminal, "\r", "verdict on")
    terminal.type("\x1b[5~")
    terminal.type("\x1b[6~")
    _press(terminal, "\r", "question 2")
    _press(terminal, "\x12", "again")
    _press(terminal, "\x1bOP", "How it works")
    _press(terminal, "q", "your answer")
    _press(terminal, "\x11", "finish now")
    terminal.type("\x1b[B\x1b[B\r")
    terminal.until("To study next", "In closing")
    _press(terminal, "\x1b[B", "Begin")
    terminal.type("\x1b[6~")
    _press(terminal, "s", "Saved:")
    _press(terminal, "t", "Transcript:")
    terminal.type("\x1b[6~")
    _press(terminal, "\x1b", "t transcript")
    _press(terminal, "\x10", "Search")
    terminal.type(answer[:40].translate(dict.fromkeys([*range(32), 127])))
    _press(terminal, "\x1b", "t transcript")
    _press(terminal, "\x1b", "your interviews")
    terminal.type("\x1b[B")
    terminal.type("\x1b[B")
    _press(terminal, "\x1b", "leave")
    terminal.type("\x1b")


def _press(terminal: Terminal, key: str, word: str) -> None:
    terminal.type(key)
    terminal.until(word, "Enter once more")
    if "Enter once more" in terminal.last:
        terminal.type(key)
        terminal.until(word)


def foreign(output: bytes) -> list[str]:
    """All that is not ours, with what stands around it."""
    text = output.decode("utf-8")
    begins, ends = text.index(ENTERED.decode()), text.rindex(ENDING)
    for once in (ENTERED.decode(), LEFT.decode(), ENDING):
        assert text.count(once) == 1
    assert "Refused" in text, "a failure was to be shown"
    shown = OURS.sub("\n", text[begins + len(ENTERED) : ends])
    first = shown.index("interviewer")  # the modes that Textual sets come before it
    found = FORBIDDEN.finditer(shown.replace("\n", " "), first)
    return [shown[max(at.start() - 20, 0) : at.end() + 20] for at in found]


def fuzz(job) -> Counter:
    """A tour with some of the payloads in every place; together the jobs go through all of them."""
    seed, count = job
    done = Counter()
    for number in range(count):
        part = list(payloads.PAYLOADS[(seed + number) % STEP :: STEP])
        random.Random(seed + number).shuffle(part)
        with tempfile.TemporaryDirectory(prefix="tour-") as folder:
            output = tour(Path(folder) / "home", part)
        found = foreign(output)
        assert not found, (seed + number, found[:5])
        done.update(done=1, bytes=len(output))
    return done


STEP = 30
"""This many tours go once through all payloads, about twenty at a time."""
