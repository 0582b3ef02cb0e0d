"""Writing settings into config.toml: single lines are changed, everything else stays as it is."""

import json
import re
from collections.abc import Mapping

_TABLE = re.compile(r"\s*\[")


def with_settings(text: str, values: Mapping[str, str | None]) -> str:
    """The file's text with top-level settings in it; None takes a setting out.

    New ones stand at the end of the top level, before the first table.
    """
    lines = text.split("\n") if text else []
    end = next((at for at, line in enumerate(lines) if _TABLE.match(line)), len(lines))
    top, rest = lines[:end], lines[end:]
    while top and not top[-1].strip():
        top.pop()
    for name, value in values.items():
        here = re.compile(rf"""\s*["']?{re.escape(name)}["']?\s*=""")
        at = next((at for at, line in enumerate(top) if here.match(line)), None)
        if at is not None:
            del top[at]
        if value is not None:
            top.insert(len(top) if at is None else at, f"{name} = {json.dumps(value)}")
    if rest:
        top.append("")
    return "\n".join([*top, *rest]).rstrip("\n") + "\n"
