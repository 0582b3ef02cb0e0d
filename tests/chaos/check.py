"""What must hold after each life, whatever was done to the program. A violation is a sentence."""

import json
import re
import signal
from pathlib import Path

from interviewer.core.protocol import Answered, Ask, Skipped
from interviewer.storage.session_store import SessionStore
from tests.chaos.play import MARK, Life
from tests.chaos.scene import prompt
from tests.helpers import program

MODES = {
    "alternate screen": 1049,
    "mouse": 1000,
    "any motion": 1003,
    "pixels": 1006,
    "focus": 1004,
    "paste": 2004,
}
WRONG = (b"Traceback", b"Something broke", b"Exception ignored", b"Fatal Python", b"was never awaited",
         b"Task was destroyed", b"never retrieved")  # fmt: skip


def ended(life: Life, home: Path) -> list[str]:
    """The process: its status, its last words, the terminal it leaves."""
    found = []
    if life.status is None:
        return ["it hangs"]
    if life.status not in _allowed(life) and not _python_itself(life):
        found.append(f"status {life.status} after {sorted(life.sent)}")
    killed = life.status == -signal.SIGKILL
    if not _python_itself(life):
        found += [f"it said {word.decode()!r}" for word in WRONG if word in life.output]
    found += [f"a crash report: {_where(path)}" for path in (home / "logs").glob("crash-*")]
    if not killed and not life.hung_up:
        found += _left_behind(life)
    if life.lines and b"\x1b[" in life.output:
        found.append("an escape code in lines")
    return found


def _allowed(life: Life) -> set[int]:
    allowed = {128 + number for number in life.sent} | {-signal.SIGKILL} & {-n for n in life.sent}
    if not life.ready:  # it may not have come to its first line yet
        allowed |= {-number for number in life.sent}
    if life.left:
        allowed.add(0)
    if b"keep everything" in life.output or b"keep and leave" in life.output:
        allowed.add(1)
    return allowed


def _python_itself(life: Life) -> bool:
    """Ctrl+C while Python starts: it answers with a traceback in which nothing of ours stands."""
    return (
        not life.ready
        and b"KeyboardInterrupt" in life.output
        and b"/interviewer/" not in life.output
    )


def _where(path: Path) -> str:
    lines = path.read_text().split("\n")
    return " / ".join(line.strip().rpartition("/")[2] for line in lines[2:] if line)[-300:]


def _left_behind(life: Life) -> list[str]:
    found = [f"{name} left on" for name, mode in MODES.items() if _last(life.output, mode) == "h"]
    if _last(life.output, 25) == "l":
        found.append("cursor left hidden")
    if _last(life.output, 7) == "l":
        found.append("wrapping left off")
    if life.output.rfind(b"\x1b[>") > life.output.rfind(b"\x1b[<u") >= 0:
        found.append("keyboard mode left on")
    if life.cooked is False:
        found.append("terminal left raw")
    return found


def _last(output: bytes, mode: int) -> str:
    said = re.findall(rb"\x1b\[\?%d([hl])" % mode, output)
    return said[-1].decode() if said else ""


def stored(life: Life, home: Path) -> list[str]:
    """What is on the disk: everything that was shown as taken, and a session that adds up."""
    found: list[str] = []
    if not (home / "sessions").exists():
        return ["half-typed text lost"] if life.half else found
    store = SessionStore(home)
    infos = store.list()
    asked = 0
    for info in infos:
        if info.state == "damaged":
            found.append(f"damaged: {info.fault}")
            continue
        step = store.read(info.id).session.step
        asked = max(asked, step.sheet.number if hasattr(step, "sheet") else 99)
        status, said = call(home, "verify", info.id)
        if status:
            found.append(f"verify: {status} {said[-300:]}")
    shown = max((n for n in range(1, 4) if prompt(n).encode() in life.output), default=0)
    if infos and shown > asked:
        found.append(f"question {shown} was shown, the journal is at {asked}")
    if life.half and asked < 99 and not _kept(life.half, home):  # 99: no answer is taken any more
        found.append(f"half-typed text lost: {MARK}{life.half}")
    if any(info.state == "unfinished" for info in infos):
        found += _resumed(store, home)
    return found


def _kept(word: str, home: Path) -> bool:
    texts = [*(home / "drafts").glob("*.json"), *(home / "sessions").glob("*.jsonl")]
    return any(word in path.read_text() for path in texts)


def _resumed(store: SessionStore, home: Path) -> list[str]:
    """Look where resuming begins, in a copy of nothing: with /quit, the session is then finished."""
    name = store.newest_unfinished()
    if name is None:
        return []
    before = store.read(name)
    step, replies = before.session.step, list(before.replies)
    draft = store.home / "drafts" / f"{name}.json"
    begun = json.loads(draft.read_text()) if draft.exists() else {"said": -1, "text": ""}
    status, said = call(home, "resume", name, "--offline", "--plain", stdin=b"\n/quit\n")
    if status:
        return [f"resume: {status} {said[-300:]}"]
    after = store.read(name)
    found = []
    if after.replies[: len(replies)] != replies:
        found.append("resuming changed what had been said")
    if not after.session.finished:
        found.append("resumed with /quit, and not finished")
    number = step.sheet.number if hasattr(step, "sheet") else 99
    heads = re.findall(
        r"^Question (\d+) of \d+(, follow-up)?", said.split("Report:")[0], re.MULTILINE
    )
    for head, follow_up in heads:
        again = int(head) < number or (int(head) == number and step.sheet.turns and not follow_up)
        if again:
            found.append(f"question {head} asked again; it stood at {number}")
    said_by_now = sum(isinstance(reply, Answered | Skipped) for reply in replies)
    if isinstance(step, Ask) and begun["said"] == said_by_now and begun["text"].strip():
        answers = [
            reply.text for reply in after.replies[len(replies) :] if isinstance(reply, Answered)
        ]
        # Words that are no answer ("hello") are shown again all the same, and replied to.
        if len(begun["text"]) < 30_000 and not answers and "You had typed this" not in said:
            found.append("the draft was not there again")
    return found


def call(home: Path, *words: str, stdin: bytes = b"") -> tuple[int, str]:
    """A command's status and all that it said."""
    done = program.call(home, *words, stdin=stdin)
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")
