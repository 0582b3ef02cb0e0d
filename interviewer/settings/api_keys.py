"""Where a key may come from, and to whom it may go.

A key set for this program goes to the server that this program is set to use. OPENAI_API_KEY was
set for others: it goes to OpenAI's own host or to the one in OPENAI_BASE_URL, and nowhere else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

from interviewer.core.errors import UsageError
from interviewer.core.redaction import echoed
from interviewer.core.text import one_line
from interviewer.settings.config import Config, read_small
from interviewer.settings.providers import DEFAULT_URL, checked_url, is_loopback, origin_key


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key, or that there is none, and what a person should know about it."""

    value: str | None = None
    origin: str = ""
    warnings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Key({self.origin!r})"


def find_key(flag: str | None, environ: Mapping[str, str], config: Config, base_url: str) -> ApiKey:
    """Return the key for the server at `base_url`. Raises UsageError for one that is unusable."""
    if flag is not None:
        return _from_file(Path(), flag, "--key-file")
    if "INTERVIEWER_API_KEY" in environ:
        return _checked(environ["INTERVIEWER_API_KEY"], "INTERVIEWER_API_KEY")
    found = _from_config(config, base_url)
    return _of_openai(environ, base_url) if found is None else found


def _from_config(config: Config, base_url: str) -> ApiKey | None:
    if "key_file" in config.values:
        origin = f"key_file, {config.origin('key_file')}"
        return _from_file(config.path.parent, config.values["key_file"], origin)
    if "api_key" in config.values:
        origin = f"api_key, {config.origin('api_key')}"
        if not config.private:
            path = one_line(str(config.path))
            raise UsageError(
                f"The key ({origin}) can be read by others on this machine; run: chmod 600 {path}"
            )
        return _checked(config.values["api_key"], origin)
    if config.values.get("keyring"):
        return _from_keyring(config.origin("keyring"), base_url)
    return None


def _of_openai(environ: Mapping[str, str], base_url: str) -> ApiKey:
    """Only to its own host, compared with scheme and port: never over an unencrypted road."""
    if "OPENAI_API_KEY" not in environ:
        return ApiKey()
    friends = {origin_key(DEFAULT_URL)}
    if environ.get("OPENAI_BASE_URL"):
        friends.add(origin_key(checked_url(environ["OPENAI_BASE_URL"], "OPENAI_BASE_URL")))
    if origin_key(base_url) in friends:
        return _checked(environ["OPENAI_API_KEY"], "OPENAI_API_KEY")
    if is_loopback(base_url):
        return ApiKey()
    host = urlsplit(base_url).hostname
    warning = (
        f"OPENAI_API_KEY is not sent to {host}; if {host} needs a key, set INTERVIEWER_API_KEY."
    )
    return ApiKey(warnings=(warning,))


def _from_file(folder: Path, name: str, origin: str) -> ApiKey:
    shown = echoed(one_line(name))
    try:
        path = folder / Path(name).expanduser()
        raw, private = read_small(path, f"The key file ({origin})")
    except (FileNotFoundError, RuntimeError):  # the latter where ~name is nobody's home
        raise UsageError(
            f"The key file {shown} ({origin}) is not there; correct the path."
        ) from None
    try:
        value = raw.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise UsageError(
            f"The key file {shown} ({origin}) is not text; it must hold the key alone."
        ) from None
    key = _checked(value, origin)
    if private:
        return key
    shown = echoed(one_line(str(path)))
    warning = f"The key file {shown} can be read by others on this machine; run: chmod 600 {shown}"
    return ApiKey(key.value, origin, (warning,))


def _from_keyring(origin: str, base_url: str) -> ApiKey | None:
    host = urlsplit(base_url).hostname or ""
    try:
        value = import_module("keyring").get_password("interviewer", host)
    except ImportError:
        raise UsageError(
            f"keyring is asked for ({origin}) and not installed; install interviewer[keyring],"
            " or remove that line."
        ) from None
    except Exception as error:  # noqa: BLE001 - its back ends raise anything
        raise UsageError(
            f"The keyring ({origin}) cannot be read ({type(error).__name__}); unlock it, or use"
            " --key-file."
        ) from None
    return None if value is None else _checked(value, f'keyring, "interviewer" for {host}')


def _checked(value: str, origin: str) -> ApiKey:
    """A key must be able to stand in an HTTP header. No message repeats it."""
    if not value.strip():
        raise UsageError(f"The key ({origin}) is empty; set it, or remove it altogether.")
    if "\n" in value or "\r" in value:
        raise UsageError(f"The key ({origin}) holds a line break; it must be one line.")
    if not all("!" <= char <= "~" for char in value):
        raise UsageError(
            f"The key ({origin}) holds a character that no key has, such as a blank or an accented"
            " letter; copy it again."
        )
    return ApiKey(value, origin)
