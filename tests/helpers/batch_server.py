"""A server on loopback that speaks the hosted batch interface: files, batches, their results."""

import json
import threading
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class BatchServer:
    """Use as a context manager. `answer(request)` makes the record of each request's result."""

    def __init__(self, answer, looks=1):
        """A batch is done at the `looks`-th look at it."""
        self.answer = answer
        self.looks = looks
        self.files = {}
        self.batches = {}
        self.deleted = []
        self.calls = []
        self.failing = []
        """For each coming call a status to refuse it with, or "lost": done, and no reply."""
        self.trouble = ""
        """Where it is not empty every batch fails with it."""
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,))

    @property
    def url(self):
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    def requests(self):
        """Every request of every batch, in order."""
        raw = b"".join(self.files[batch["input_file_id"]] for batch in self.batches.values())
        return [json.loads(line) for line in raw.splitlines()]

    def _keep(self, raw):
        name = f"file-{len(self.files)}"
        self.files[name] = raw
        return name

    def _take(self, method, path, headers, raw):  # noqa: PLR0911 - one return a call
        """Return what to reply: a dict, or bytes of a file."""
        match method, path.split("?")[0].removeprefix("/v1/").split("/"):
            case "POST", ["files"]:
                mail = BytesParser().parsebytes(
                    b"Content-Type: " + headers["content-type"].encode() + b"\r\n\r\n" + raw
                )
                parts = {
                    p.get_param("name", header="content-disposition"): p for p in mail.get_payload()
                }
                assert parts["purpose"].get_payload() == "batch"
                return {"id": self._keep(parts["file"].get_payload(decode=True)), "object": "file"}
            case "POST", ["batches"]:
                asked = json.loads(raw)
                assert asked["endpoint"] == "/v1/chat/completions"
                name = f"batch-{len(self.batches)}"
                self.batches[name] = {"id": name, "looks": 0, "status": "in_progress", **asked}
                return self.batches[name]
            case "GET", ["batches"]:
                return {"object": "list", "data": list(self.batches.values()), "has_more": False}
            case "GET", ["batches", name]:
                return self._look(self.batches[name])
            case "GET", ["files", name, "content"]:
                return self.files[name]
            case "DELETE", ["files", name]:
                self.deleted.append(name)
                return {"id": name, "deleted": True}
        return None

    def _look(self, batch):
        batch["looks"] += 1
        if self.trouble:
            batch["status"] = "failed"
            batch["errors"] = {"object": "list", "data": [{"message": self.trouble}]}
        elif batch["looks"] >= self.looks and batch["status"] == "in_progress":
            asked = [json.loads(line) for line in self.files[batch["input_file_id"]].splitlines()]
            records = [
                {"custom_id": one["custom_id"], **record}
                for one in reversed(asked)  # a batch promises no order
                if (record := self.answer(one)) is not None
            ]
            good = [one for one in records if not one.get("error")]
            bad = [one for one in records if one.get("error")]
            batch["output_file_id"] = self._keep(_lines(good)) if good else None
            batch["error_file_id"] = self._keep(_lines(bad)) if bad else None
            batch["status"] = "completed" if len(records) == len(asked) else "expired"
            batch["request_counts"] = {
                "total": len(asked),
                "completed": len(good),
                "failed": len(bad),
            }
        return batch

    def _handler(server):  # noqa: N805 - the handler's methods have their own self
        class Handler(BaseHTTPRequestHandler):
            def _serve(self):
                raw = self.rfile.read(int(self.headers.get("content-length") or 0))
                server.calls.append((self.command, self.path))
                failing = server.failing.pop(0) if server.failing else None
                status = failing if isinstance(failing, int) else 200
                reply = (
                    {"error": {"message": "not now"}}
                    if status != 200
                    else server._take(self.command, self.path, self.headers, raw)
                )
                if failing == "lost":
                    self.close_connection = True
                    return
                if reply is None:
                    status, reply = 404, {"error": {"message": "no such thing"}}
                body = reply if isinstance(reply, bytes) else json.dumps(reply).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_DELETE = _serve  # noqa: N815 - the names http.server looks for

            def log_message(self, *_):
                pass

        return Handler


def _lines(records):
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def said(content, finish="stop", **message):
    """The record of a request that a model replied to."""
    choice = {"index": 0, "finish_reason": finish, "message": {"content": content, **message}}
    return {"response": {"status_code": 200, "body": {"choices": [choice]}}, "error": None}
