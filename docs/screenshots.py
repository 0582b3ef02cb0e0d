"""Make the README's pictures from a real interview: `make screenshots`.

The real program, offline, with a home of its own; only the keys are scripted. The clock stands
still, so that the pictures change when the screen does and not otherwise.
"""

import asyncio
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from textual.pilot import Pilot

from interviewer.commands.app_host import AppHost
from interviewer.commands.live_interview import Examiners, InterviewFactory, InterviewSource
from interviewer.examiners.offline.offline_examiner import OfflineExaminer
from interviewer.storage.bank_files import find_bank
from interviewer.storage.home_folder import home_path
from interviewer.storage.session_store import SessionStore
from interviewer.ui.ports import QuestionChoice
from interviewer.ui.tui.app import InterviewerApp

FOLDER = Path(__file__).parent
SIZE = (100, 30)
NOW = datetime(2026, 1, 15, 18, 40, tzinfo=UTC)
QUESTIONS = ("stratified-cross-validation", "ensembles", "regularization")
ANSWERS = """
You cut the data into folds and let each one be the validation set once. Stratified means every
fold keeps the same class mix as the whole data, so 10% positives stay 10% everywhere.

With a rare class, a random fold might end up with no positives at all, and then the score of
that fold tells you nothing.

Mostly when the data set is small or the classes are imbalanced.

You let several models vote. Different models make different mistakes, so one model's errors are
cancelled by the others. The price is that prediction gets slower.

Bagging: each model sees another random sample of the training data.

Not sure about more than that.

It keeps a model from overfitting. L1 pushes many weights to exactly zero, L2 keeps all of them
small, and dropout switches off random neurons while training.
"""


def _plain_svg(svg: str) -> str:
    """Without web fonts: a picture must not fetch anything."""
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


def _save(app: InterviewerApp, name: str) -> None:
    path = FOLDER / f"{name}.svg"
    path.write_text(_plain_svg(app.export_screenshot(title="interviewer")), encoding="utf-8")
    print(path)


async def _answer(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*text)
    await pilot.press("enter")
    await pilot.pause()


async def main() -> None:
    """Conduct an interview and take the pictures on the way."""
    with tempfile.TemporaryDirectory() as home:
        store = SessionStore(Path(home), now=lambda: NOW, monotonic=lambda: 0.0)
        bank = find_bank(None, home_path()).load()
        panel = Examiners(OfflineExaminer(), None)
        host = AppHost(store.home, lambda: InterviewFactory(store, InterviewSource(bank), panel))
        app = InterviewerApp(host, host.begin(QuestionChoice(questions=QUESTIONS)))
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            for number, text in enumerate(" ".join(said.split()) for said in ANSWERS.split("\n\n")):
                if number == 4:
                    await pilot.press(*text[:60])
                    await pilot.pause()
                    _save(app, "interview")
                    await pilot.press(*text[60:])
                    await pilot.press("enter")
                    await pilot.pause()
                else:
                    await _answer(pilot, text)
            while app.outcome.report is None:
                await pilot.press("ctrl+k")
                await pilot.pause()
            await pilot.press("down")
            await pilot.pause()
            _save(app, "report")


if __name__ == "__main__":
    asyncio.run(main())
