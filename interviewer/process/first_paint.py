"""What may be loaded before a first question is shown: the one table of it.

The first paint of an interview needs a bank's bytes, its first question and who grades. Whatever else
an interview is made of (pydantic, the storage, the rules, the other screens) is loaded behind it,
while the question is being read. The files that load later than at their top stand with their reasons
in pyproject.toml, under `per-file-ignores`. tests/process/test_first_paint.py starts the program each
way and compares what is loaded with this table.
"""

from typing import Final

_HELP = """
    cli
    commands commands.arguments commands.arguments.bank_actions commands.arguments.banks
    commands.arguments.grading commands.arguments.interviews
    commands.arguments.records commands.arguments.shared commands.command_parser commands.registry
"""
_OPENING = f"""{_HELP}
    assets
    banks banks.faults banks.installed banks.preview banks.shipped
    commands.conduct commands.report_file commands.start commands.theme_file commands.wiring
    core core.bank_defaults core.errors core.nearest core.redaction core.text
    process process.environment process.main process.output process.signals process.streams
    settings settings.api_keys settings.certificates settings.config settings.loading
    settings.providers settings.values
    storage storage.bank_files storage.clock storage.files storage.home_folder storage.known_banks
    storage.known_servers storage.syscalls
    ui ui.ports ui.question_choice ui.terminal_mode
"""
_LINES = f"""{_OPENING}
    commands.in_lines
    ui.asking ui.slash_commands
"""
_SCREEN = f"""{_OPENING}
    commands.on_screen commands.outcome_lines
    core.choices
    ui.keyboard ui.keyboard.key_codes ui.keyboard.layouts ui.keyboard.scanner
    ui.keyboard.terminal_input
    ui.tui ui.tui.answer ui.tui.app ui.tui.candidate ui.tui.composer ui.tui.control_chars
    ui.tui.conversation ui.tui.driver ui.tui.follow_up_stream ui.tui.formatting ui.tui.headline
    ui.tui.interview_actions ui.tui.interview_keys ui.tui.interview_layout ui.tui.interview_screen
    ui.tui.interview_time ui.tui.keys ui.tui.layout ui.tui.on_demand ui.tui.panes ui.tui.reaching
    ui.tui.screens ui.tui.shown_verdict ui.tui.skip_guard ui.tui.status_lines ui.tui.stopwatch
    ui.tui.terminal_events ui.tui.textual_private ui.tui.themes ui.tui.turns ui.tui.waiting
"""

OWN: Final = {
    "import interviewer": frozenset[str](),
    "--help": frozenset(_HELP.split()),
    "lines": frozenset(_LINES.split()),
    "screen": frozenset(_SCREEN.split()),
}
"""The modules of this package, without its name, that each way to begin has loaded by then."""

LIBRARIES: Final = {
    "import interviewer": frozenset[str](),
    "--help": frozenset[str](),
    "lines": frozenset({"platformdirs"}),
    "screen": frozenset({"textual", "rich", "platformdirs", "typing_extensions"}),
}
"""The libraries that may be loaded by then, with what they load themselves."""

COSTLY: Final = {
    "import interviewer": frozenset({"argparse", "dataclasses", "re", "typing"}),
    "--help": frozenset({"asyncio", "dataclasses", "inspect", "json", "pathlib", "typing"}),
    "lines": frozenset(
        ["asyncio", "hashlib", "importlib.metadata", "logging", "sqlite3", "ssl", "tomllib"]
    ),
    "screen": frozenset({"hashlib", "importlib.metadata", "sqlite3", "tomllib"}),
}
"""Modules of Python that take a millisecond and more, none of which may be loaded by then."""
