"""The program behind the screen."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from interviewer.commands import model_form
from interviewer.commands.disputes import hear
from interviewer.commands.live_interview import InterviewFactory, examiners_of
from interviewer.commands.practised_banks import PractisedBank
from interviewer.commands.progress import progress_of
from interviewer.commands.regrade import complete
from interviewer.commands.session_rows import home_view
from interviewer.commands.theme_file import ThemeFile
from interviewer.commands.then_and_now import other_attempts
from interviewer.commands.tonight import Tonight
from interviewer.commands.wiring import today
from interviewer.core.errors import UsageError
from interviewer.core.report import Report
from interviewer.core.text import one_line
from interviewer.practice.attempts import OtherAttempts
from interviewer.practice.progress import Progress
from interviewer.ui.home_views import HomeView, ModelForm
from interviewer.ui.ports import Appeal, Interview, Judged, SavedFiles
from interviewer.ui.question_choice import QuestionChoice


class AppHost:
    """The program behind the screen. Implements `ui.ports.AppHost`."""

    def __init__(self, home: Path, equip: Callable[[], InterviewFactory]) -> None:
        """`equip` is called once at most; what it raises, the first call that needs it raises."""
        self._home = home
        self._equip = equip
        self._theme = ThemeFile(home)

    @cached_property
    def _with(self) -> InterviewFactory:
        made = self._equip()
        del self._equip  # and with it the bank's file, which may be large
        return made

    def ready(self) -> None:
        """Load all of it now. What is wrong is then said before anything is shown."""
        _ = self._with

    def home(self) -> HomeView:
        panel, subject = self._with.panel, self._with.subject
        who = "built-in examiner, offline" if panel.offline else panel.badge
        if panel.examiner.reach == "untried":
            who += ", not reached yet"
        view = home_view(subject.bank, who, panel.greeting, self._with.store)
        return replace(view, wish=subject.wish)

    def begin(self, wish: QuestionChoice) -> Interview:
        return self._with.begin(wish)

    def again(self, report: Report, question_id: str) -> Interview:
        plan = self._with.store.read(report.session).plan
        number = next(n for n, q in enumerate(plan.questions) if q.id == question_id)
        plan = plan.model_copy(
            update={
                "questions": plan.questions[number : number + 1],
                "bank_ids": plan.bank_ids[number : number + 1],
                "adaptive": False,
                "count": None,
                "examiner": self._with.panel.examiner.identity,
                "feedback": "each",
                "seed": 0,
            }
        )
        return self._with.begun(plan)

    def practise(self, *, missed: bool = False) -> Interview:
        panel, subject = self._with.panel, self._with.subject
        tonight = Tonight.of(self._with.store, first=self._first())
        chosen = tonight.drill() if missed else tonight.evening()
        if not chosen.choices:
            raise UsageError("Nothing was missed the last time." if missed else tonight.nothing())
        plan = tonight.plan(
            chosen,
            panel.examiner.identity,
            follow_ups=subject.wish.follow_ups,
            predict=subject.wish.predict is not False,
            mode="drill" if missed else "practice",
        )
        return self._with.begun(plan)

    def progress(self) -> Progress:
        found, _ = progress_of(self._with.store, today(), self._first())
        return found

    def _first(self) -> PractisedBank:
        """The bank that is open, so that it is not read again."""
        bank = self._with.subject.bank
        return PractisedBank(bank.key, bank.title, bank.questions, bank.digest)

    def resume(self, session_id: str) -> Interview:
        return self._with.live(self._with.store.open(session_id))

    def report(self, session_id: str) -> Report:
        return self._with.archive.report(session_id)

    def other_attempts(self, report: Report) -> Mapping[str, OtherAttempts]:
        return other_attempts(self._with.store, report)

    def save_transcript(self, report: Report) -> str:
        return self._with.archive.save_transcript(report)

    def saved(self, report: Report) -> SavedFiles:
        return self._with.archive.saved(report)

    def regrade(self, report: Report) -> Report:
        panel = self._with.panel
        examiner = panel.fresh() if panel.fresh else panel.examiner
        asyncio.run(complete(self._with.store, report.session, examiner))
        renewed = self._with.archive.report(report.session)
        self._with.archive.keep(renewed)
        return renewed

    async def appeal(self, report: Report, question_id: str, appeal: Appeal) -> Judged:
        examiner = self._with.panel.examiner
        with self._with.store.open(report.session) as opened:
            try:
                heard = await hear(opened, examiner, question_id, appeal)
            finally:
                await examiner.aclose()
        renewed = self._with.archive.report(report.session)
        self._with.archive.keep(renewed)
        return Judged(heard["upheld"], heard["reason"], renewed)

    def save_html(self, report: Report) -> str:
        return self._with.archive.save_html(report)

    def providers(self) -> Sequence[tuple[str, str]]:
        return model_form.providers()

    def model(self) -> ModelForm:
        return model_form.configured(self._home)

    def models(self, form: ModelForm) -> tuple[str, ...]:
        return model_form.listed(form, self._home)

    def try_model(self, form: ModelForm) -> str:
        return model_form.tried(form, self._home)

    def keep_model(self, form: ModelForm) -> str:
        settings = model_form.kept(form, self._home)
        self.__dict__["_with"] = replace(self._with, panel=examiners_of(settings))
        who = one_line(settings.model) if settings.model else "the built-in examiner"
        return f"Saved in config.toml. From now on {who} grades."

    def theme(self) -> str:
        return self._theme.theme()

    def keep_theme(self, name: str) -> None:
        self._theme.keep_theme(name)
