"""A crash in one sentence, and a report that can be sent to the maintainers without a second look.

The report names the places of the code, never the values in it: no locals, no messages of
exceptions (a message may quote an answer or a key), no environment, no arguments.
"""

import argparse
import platform
import traceback

from interviewer import __version__
from interviewer.core.text import inert, one_line
from interviewer.process.output import message
from interviewer.storage.clock import local_now


def sentence(error: BaseException, arguments: argparse.Namespace) -> str:
    """Write the report where that is possible; return what to say to the person."""
    text = report(error)
    try:
        from interviewer.storage.files import private_folder, write_atomically
        from interviewer.storage.home_folder import home_path

        name = f"crash-{local_now():%Y%m%d-%H%M%S}.txt"
        path = private_folder(home_path(arguments.home) / "logs") / name
        write_atomically(path, text)
    except Exception:  # noqa: BLE001 - the message comes first
        message(inert(text))
        return "Something broke inside the program (see above). What you answered is saved."
    return (
        "Something broke inside the program. What you answered is saved; `interviewer resume` goes "
        f"on. A report without your answers or keys is in {one_line(str(path))}"
    )


def report(error: BaseException) -> str:
    """The chain of exceptions as types and places."""
    lines = [
        f"interviewer {__version__}, Python {platform.python_version()}, {platform.system()}",
        "",
    ]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        lines.extend(
            f"  {frame.filename}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(seen.__traceback__)
        )
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines) + "\n"
