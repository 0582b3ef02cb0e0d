"""The parser of a command: a mistake is answered in two lines, not with every flag there is."""

import argparse

TYPE_CHECKING = False  # --help does not load typing
if TYPE_CHECKING:
    from typing import Never

_UNKNOWN = "unrecognized arguments: "


class CommandParser(argparse.ArgumentParser):
    """Parses one command's words; parsers of its actions are of this kind too."""

    def _after_dashes(self, flag: str) -> str:
        """Where the words after `--` are those of another program: that a flag of it stands there."""
        if any(action.dest == "words" for action in self._actions) and flag.startswith("-"):
            return f" `--` comes before what each visitor's program takes: `-- BANK {flag}`."
        return ""

    def error(self, message: str) -> "Never":
        """Say what is wrong, what was perhaps meant and where help is; exit with status 2."""
        from interviewer.core.nearest import nearest
        from interviewer.core.text import one_line

        near = ""
        if message.startswith(_UNKNOWN):
            flag = message.removeprefix(_UNKNOWN).split()[0].split("=")[0]
            near = nearest(flag, self._option_string_actions) or self._after_dashes(flag)
        said = one_line(message, 300)
        self.exit(2, f"{self.prog}: {said}.{near}\n`{self.prog} --help` shows what it takes.\n")
