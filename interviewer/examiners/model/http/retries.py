"""One call while it is tried: what was spent, whether to ask again, and when."""

from tenacity import RetryCallState, wait_exponential, wait_random

from interviewer.examiners.model.http.dialect import Dialect
from interviewer.examiners.model.http.failures import RequestFailure
from interviewer.examiners.model.http.messages import OnCallNotice, Request, RetryNotice

MOST_REQUESTS = 3
"""For one call, whatever happens to it."""

_BACK_OFF = wait_exponential(multiplier=0.5, max=8) + wait_random(0, 0.5)
"""In seconds: about 0.75, then about 1.25."""


class Call:
    """What is known of one call while it is tried."""

    def __init__(self, request: Request, dialect: Dialect, notice: OnCallNotice) -> None:
        self.request = request
        self.dialect = dialect
        self.guessed = False
        """The dialect is weaker than the one known to be needed, for want of a better idea."""
        self.refused: set[str] = set()
        """The parts of the request that were refused by name."""
        self.for_once = False
        """The form of the last request is for this call alone: the server did not ask for it."""
        self.had_chance = False
        """The very same request has been sent a second time, for its reply to come out better."""
        self.restarted = request.spent > 0
        self.notice = notice
        self._silent = False

    def may_retry(self, error: BaseException) -> bool:
        if not isinstance(error, RequestFailure) or not error.retry:
            return False
        if error.once and self._silent:
            return False
        self._silent = self._silent or error.once
        return True

    def notify(self, state: RetryCallState) -> None:
        failure, seconds = _failure_in(state), state.upcoming_sleep
        if failure.adapted:
            return  # nothing is waited for: the same is only said in another form
        attempt = self.request.spent + 1
        self.notice(RetryNotice(attempt, MOST_REQUESTS, seconds, failure.what))


def _failure_in(state: RetryCallState) -> RequestFailure:
    error = state.outcome.exception() if state.outcome is not None else None
    if not isinstance(error, RequestFailure):
        raise TypeError(f"retried after {error!r}")
    return error


def wait(state: RetryCallState) -> float:
    """What the server asks for, else a back-off with jitter."""
    asked = _failure_in(state).wait
    return _BACK_OFF(state) if asked is None else asked
