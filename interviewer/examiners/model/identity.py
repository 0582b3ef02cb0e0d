"""Who a model examiner is: the same whether it has been built yet or not."""

from collections.abc import Mapping

from interviewer import __version__
from interviewer.core.plan import ExaminerIdentity


def model_identity(name: str, server: str, prompts: Mapping[str, str]) -> ExaminerIdentity:
    """Return the identity of the model `name` at `server` with the digests of its prompts.

    `server` is its host and port as `http.endpoint.server_of` writes them.
    """
    return ExaminerIdentity(
        name=name, version=__version__, kind="model", server=server, prompts=dict(prompts)
    )
