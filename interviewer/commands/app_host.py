"""The program behind the screen: everything but the theme is loaded when it is first asked for."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.core.errors import ReportedError
from interviewer.core.text import one_line
from interviewer.storage.files import read_file, write_atomically
from interviewer.ui.ports import Interview, QuestionChoice

if TYPE_CHECKING:
    from interviewer.commands.live_interview import InterviewFactory
    from interviewer.commands.practised_banks import PractisedBank
    from interviewer.core.interview import Plan
    from interviewer.core.report import Report
    from interviewer.practice.progress import Progress
    from interviewer.ui.ports import Appeal, HomeView, Judged, ModelForm, SavedFiles


class AppHost:
    """The program behind the screen. Implements `ui.ports.AppHost`."""

    def __init__(self, home: Path, equip: Callable[[], "InterviewFactory"]) -> None:
        """`equip` is called once at most; what it raises, the first call that needs it raises."""
        self._home = home
        self._equip = equip

    @cached_property
    def _with(self) -> "InterviewFactory":
        made = self._equip()
        del self._equip  # and with it the bank's file, which may be large
        return made

    @property
    def folder(self) -> Path:
        """The home."""
        return self._home

    def ready(self) -> None:
        """Load all of it now. What is wrong is then said before anything is shown."""
        _ = self._with

    def home(self) -> "HomeView":
        from interviewer.commands.session_rows import home_view  # noqa: PLC0415 - see top

        panel, subject = self._with.panel, self._with.subject
        who = "built-in examiner, offline" if panel.offline else panel.badge
        view = home_view(subject.bank, who, panel.greeting, self._with.store)
        return replace(view, wish=subject.wish)

    def begin(self, wish: QuestionChoice) -> Interview:
        import secrets  # noqa: PLC0415 - see top

        panel, subject = self._with.panel, self._with.subject
        seed = subject.seed
        if seed is None:
            seed = secrets.randbelow(2**31) if wish.shuffle else 0
        plan = subject.bank.plan(
            panel.examiner.identity,
            questions=wish.questions,
            topic=wish.topic,
            difficulty=wish.difficulty,
            count=wish.count,
            shuffle=wish.shuffle,
            seed=seed,
            follow_ups=wish.follow_ups,
            feedback="each" if wish.feedback_each else "end",
            persona=wish.persona,
            level=wish.level,
            adaptive=wish.adaptive,
            minutes=wish.minutes,
            per_question=wish.per_question,
            predict=wish.predict,
        )
        return self._begun(plan)

    def again(self, report: "Report", question_id: str) -> Interview:
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
        return self._begun(plan)

    def practise(self, *, missed: bool = False) -> Interview:
        from interviewer.commands.tonight import Tonight  # noqa: PLC0415 - see top
        from interviewer.core.errors import UsageError  # noqa: PLC0415

        panel, subject = self._with.panel, self._with.subject
        tonight = Tonight.of(self._with.store, first=self._first())
        chosen = tonight.drill() if missed else tonight.evening()
        if not chosen.choices:
            raise UsageError("Nothing was missed the last time." if missed else tonight.nothing())
        plan = tonight.plan(
            chosen,
            panel.examiner.identity,
            follow_ups=subject.wish.follow_ups,
            mode="drill" if missed else "practice",
        )
        return self._begun(plan)

    def progress(self) -> "Progress":
        from interviewer.commands.progress import progress_of  # noqa: PLC0415 - seldom needed
        from interviewer.commands.wiring import today  # noqa: PLC0415

        found, _ = progress_of(self._with.store, today(), self._first())
        return found

    def _first(self) -> "PractisedBank":
        """The bank that is open, so that it is not read again."""
        from interviewer.commands.practised_banks import PractisedBank  # noqa: PLC0415 - see top

        bank = self._with.subject.bank
        return PractisedBank(bank.key, bank.title, bank.questions, bank.digest)

    def _begun(self, plan: "Plan") -> Interview:
        return self._with.live(self._with.store.create(plan))

    def resume(self, session_id: str) -> Interview:
        return self._with.live(self._with.store.open(session_id))

    def report(self, session_id: str) -> "Report":
        return self._with.archive.report(session_id)

    def save_transcript(self, report: "Report") -> str:
        return self._with.archive.save_transcript(report)

    def saved(self, report: "Report") -> "SavedFiles":
        return self._with.archive.saved(report)

    def regrade(self, report: "Report") -> "Report":
        import asyncio  # noqa: PLC0415 - it takes as long to load as all of this program

        from interviewer.commands.regrade import complete  # noqa: PLC0415 - seldom needed

        panel = self._with.panel
        examiner = panel.fresh() if panel.fresh else panel.examiner
        asyncio.run(complete(self._with.store, report.session, examiner))
        renewed = self._with.archive.report(report.session)
        self._with.archive.keep(renewed)
        return renewed

    async def appeal(self, report: "Report", question_id: str, appeal: "Appeal") -> "Judged":
        from interviewer.commands.disputes import hear  # noqa: PLC0415 - seldom needed
        from interviewer.ui.ports import Judged  # noqa: PLC0415

        examiner = self._with.panel.examiner
        with self._with.store.open(report.session) as opened:
            try:
                heard = await hear(opened, examiner, question_id, appeal)
            finally:
                await examiner.aclose()
        renewed = self._with.archive.report(report.session)
        self._with.archive.keep(renewed)
        return Judged(heard["upheld"], heard["reason"], renewed)

    def save_html(self, report: "Report") -> str:
        return self._with.archive.save_html(report)

    def providers(self) -> Sequence[tuple[str, str]]:
        from interviewer.commands import model_form  # noqa: PLC0415 - seldom needed

        return model_form.providers()

    def model(self) -> "ModelForm":
        from interviewer.commands import model_form  # noqa: PLC0415 - seldom needed

        return model_form.configured(self._home)

    def models(self, form: "ModelForm") -> tuple[str, ...]:
        from interviewer.commands import model_form  # noqa: PLC0415 - seldom needed

        return model_form.listed(form, self._home)

    def try_model(self, form: "ModelForm") -> str:
        from interviewer.commands import model_form  # noqa: PLC0415 - seldom needed

        return model_form.tried(form, self._home)

    def keep_model(self, form: "ModelForm") -> str:
        from interviewer.commands import model_form  # noqa: PLC0415 - seldom needed
        from interviewer.commands.live_interview import examiners_of  # noqa: PLC0415

        settings = model_form.kept(form, self._home)
        self.__dict__["_with"] = replace(self._with, panel=examiners_of(settings))
        who = one_line(settings.model) if settings.model else "the built-in examiner"
        return f"Saved in config.toml. From now on {who} grades."

    def theme(self) -> str:
        try:
            return one_line(read_file(self._theme_file, 100).decode("ascii", "replace"))
        except ReportedError:
            return ""

    def keep_theme(self, name: str) -> None:
        write_atomically(self._theme_file, name)

    @property
    def _theme_file(self) -> Path:
        return self._home / "theme"
