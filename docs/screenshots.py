"""Make pictures of the screens from real interviews: `make screenshots`.

    python -m docs.screenshots                                     the README's
    python -m docs.screenshots --all FOLDER [--practised HOME]     every screen, size and theme

The real program, offline, with a home of its own; only the keys are scripted. The clock stands
still, so that the pictures change when the screen does and not otherwise.
"""

import argparse
import asyncio
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from textual.pilot import Pilot

from docs.pictures import NO_COLOUR, SIZES, THEMES, Look, host_of, practised, rest, save
from interviewer.commands.app_host import AppHost
from interviewer.storage.session_store import SessionStore
from interviewer.ui.question_choice import QuestionChoice
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
SAID = [" ".join(said.split()) for said in ANSWERS.split("\n\n")]


async def _answer(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*text)
    await pilot.press("enter")
    await pilot.pause()


async def _begun(pilot: Pilot[None], app: InterviewerApp) -> None:
    """An interview answered up to half of its fifth answer."""
    await pilot.pause()
    for text in SAID[:4]:
        await _answer(pilot, text)
    await pilot.press(*SAID[4][:60])
    await pilot.pause()
    assert app.outcome.report is None  # noqa: S101 - it goes on


async def _finished(pilot: Pilot[None], app: InterviewerApp) -> None:
    await pilot.press(*SAID[4][60:])
    await pilot.press("enter")
    await pilot.pause()
    for text in SAID[5:]:
        await _answer(pilot, text)
    while app.outcome.report is None:
        await pilot.press("ctrl+k")
        await pilot.pause()
    await rest(pilot)


async def readme() -> None:
    """The README's pictures."""
    with tempfile.TemporaryDirectory() as home:
        store = SessionStore(Path(home), now=lambda: NOW, monotonic=lambda: 0.0)
        host = host_of(store.home, store)
        app = InterviewerApp(host, host.begin(QuestionChoice(questions=QUESTIONS)))
        async with app.run_test(size=SIZE) as pilot:
            await _begun(pilot, app)
            save(app, FOLDER / "interview.svg")
            await _finished(pilot, app)
            await pilot.press("down")
            await rest(pilot)
            save(app, FOLDER / "report.svg")


async def every_screen(look: Look) -> None:
    """Each screen of a first evening in one size and theme."""
    with tempfile.TemporaryDirectory() as home:
        store = SessionStore(Path(home), now=lambda: NOW, monotonic=lambda: 0.0)
        host = host_of(store.home, store)
        await _around_home(host, look)
        await _through_an_interview(host, look)
        await _through_verdicts(host, look)


async def _around_home(host: AppHost, look: Look) -> None:
    app = look.app(host)
    async with app.run_test(size=look.size) as pilot:
        await rest(pilot)
        look.save(app, "welcome")
        for name, key in (("choose", "c"), ("model", "m"), ("help", "f1"), ("palette", "ctrl+p")):
            await pilot.press(key)
            await rest(pilot)
            look.save(app, name)
            await pilot.press("escape")
            await rest(pilot)


async def _through_an_interview(host: AppHost, look: Look) -> None:
    first = host.begin(QuestionChoice(questions=QUESTIONS))
    app = look.app(host, lambda: InterviewerApp(host, first))
    async with app.run_test(size=look.size) as pilot:
        await rest(pilot)
        look.save(app, "question")
        await _begun(pilot, app)
        await rest(pilot)
        look.save(app, "follow-up")
        for name, key in (("leave", "ctrl+q"), ("paused", "ctrl+s")):
            await pilot.press(key)
            await rest(pilot)
            look.save(app, name)
            await pilot.press("escape")
            await rest(pilot)
        await _finished(pilot, app)
        look.save(app, "report")
        await pilot.press("down")
        await rest(pilot)
        look.save(app, "report-question")
        await pilot.press("enter")
        await rest(pilot)
        look.save(app, "report-reading")
        await pilot.press("t")
        await rest(pilot)
        look.save(app, "transcript")


async def _through_verdicts(host: AppHost, look: Look) -> None:
    wish = QuestionChoice(questions=QUESTIONS, feedback_each=True, follow_ups=0, predict=True)
    first = host.begin(wish)
    app = look.app(host, lambda: InterviewerApp(host, first))
    async with app.run_test(size=look.size) as pilot:
        await rest(pilot)
        await _answer(pilot, SAID[0])
        await rest(pilot)
        look.save(app, "predict")
        await pilot.press("2")
        await rest(pilot)
        look.save(app, "verdict")
        await pilot.press("space")
        await rest(pilot)
        look.save(app, "verdict-full")
        await pilot.press("d")
        await rest(pilot)
        look.save(app, "dispute")
        await pilot.press("enter")
        await rest(pilot)
        look.save(app, "dispute-words")
        await pilot.press("enter")
        await rest(pilot)
        await pilot.press("enter")
        await rest(pilot)
        look.save(app, "dispute-judged")


async def everything(folder: Path, home: Path | None) -> None:
    """Every screen in every size and theme."""
    for size in SIZES:
        for theme in (*THEMES, NO_COLOUR):
            look = Look(folder, size, theme)
            await every_screen(look)
            if home is not None:
                await practised(home, look, date(2026, 12, 2))


def main() -> None:
    parser = argparse.ArgumentParser(description="Pictures of the screens.")
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every screen, size and theme")
    parser.add_argument("--practised", type=Path, metavar="HOME", help="made by docs.nine_evenings")
    how = parser.parse_args()
    asyncio.run(everything(how.all, how.practised) if how.all is not None else readme())


if __name__ == "__main__":
    main()
