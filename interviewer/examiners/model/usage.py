"""How much was said to a model and by it, in words for the screen."""

from interviewer.examiners.model.http.messages import Usage


def in_words(usage: Usage) -> str:
    """Return "2,310 tokens in, 1,900 cached, 420 out"; empty where nothing was asked.

    "at least" stands before it where a server did not tell everything.
    """
    if not usage.calls:
        return ""
    if not usage.tokens_in and not usage.tokens_out:
        return "tokens not told by the server"
    cached = f", {usage.cached:,} cached" if usage.cached else ""
    least = "at least " if usage.untold else ""
    return f"{least}{usage.tokens_in:,} tokens in{cached}, {usage.tokens_out:,} out"
