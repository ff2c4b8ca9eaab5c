"""Jobs: what they are doing, and waiting for them."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any, Callable, Generic, Iterator, Mapping, TypeVar

from .errors import JobFailed, WaitedTooLong

if TYPE_CHECKING:
    from .client import Quarry

Result = TypeVar("Result")

_FINAL = ("succeeded", "failed", "canceled")
_FIRST_PAUSE = 0.05
_LONGEST_PAUSE = 1.0


class Job(Generic[Result]):
    """A job of the server. It goes on whether anybody waits for it or not.

    :ivar id: its number, by which ``q.job(id)`` finds it again from anywhere
    """

    def __init__(self, client: "Quarry", told: Mapping[str, Any], read: Callable[["Job[Result]"], Result]) -> None:
        self._client = client
        self._told = told
        self._read = read
        self.id: int = told["id"]

    @property
    def state(self) -> Mapping[str, Any]:
        """All that the server told when it was asked last, as ``GET /v1/jobs/{id}`` has it."""
        return self._told

    @property
    def status(self) -> str:
        """``queued``, ``running``, ``succeeded``, ``failed`` or ``canceled``, when it was asked last."""
        return str(self._told["status"])

    @property
    def done(self) -> bool:
        """Whether it has ended, asked now."""
        return self.refresh().status in _FINAL

    def refresh(self) -> "Job[Result]":
        """Asks the server how it is."""
        self._told = self._client.transport.json("GET", f"/jobs/{self.id}")
        return self

    def wait(self, timeout: float | None = None, progress: bool | None = None) -> "Job[Result]":
        """Waits until it has ended, and shows how far it is.

        :param timeout: seconds; None waits for as long as it takes
        :param progress: whether a bar is drawn; None draws one in a terminal and in a notebook
        :raises JobFailed: when it ends without a result
        :raises WaitedTooLong: when the time is over; the job goes on
        """
        until = None if timeout is None else time.monotonic() + timeout
        bar = _Bar(progress)
        pause = _FIRST_PAUSE
        while self.refresh().status not in _FINAL:
            bar.show(self._told)
            if until is not None and time.monotonic() + pause > until:
                bar.end(self._told)
                raise WaitedTooLong(f"job {self.id} is {self.status} after {timeout:g} s; it goes on, and q.job({self.id}) finds it again")
            time.sleep(pause)
            pause = min(pause * 1.5, _LONGEST_PAUSE)
        bar.end(self._told)
        if self.status != "succeeded":
            raise JobFailed(self._told)
        return self

    def result(self, timeout: float | None = None, progress: bool | None = None) -> Result:
        """What came of it; waits first, see :meth:`wait`."""
        if self.status != "succeeded" or "result" not in self._told:
            self.wait(timeout, progress)
        return self._read(self)

    def events(self) -> list[dict[str, Any]]:
        """Its history, oldest first; the newest 500 lines of it."""
        return list(self._client.transport.json("GET", f"/jobs/{self.id}/events", query={"limit": 500})["events"])

    def children(self) -> Iterator["Job[Any]"]:
        """The jobs that it made of itself, in their order."""
        offset, limit = 0, 1000
        while True:
            page = self._client.transport.json("GET", f"/jobs/{self.id}/children", query={"offset": offset, "limit": limit})["children"]
            yield from (self._client._job(told) for told in page)
            if len(page) < limit:
                return
            offset += limit

    def cancel(self) -> "Job[Result]":
        """Ends it; what it has stored so far stays."""
        self._client.transport.json("POST", f"/jobs/{self.id}/cancel")
        return self.refresh()

    def retry(self) -> "Job[Result]":
        """Runs a failed or canceled one again."""
        self._client.transport.json("POST", f"/jobs/{self.id}/retry")
        return self.refresh()

    def __repr__(self) -> str:
        message = self._told.get("progress_message")
        return f"<Job {self.id} {self._told['job_type']}: {self.status}{', ' + message if message else ''}>"


class _Bar:
    """A line that is drawn over itself; where nobody looks, nothing."""

    _WIDTH = 30

    def __init__(self, wanted: bool | None) -> None:
        self._cell = _notebook_cell() if wanted is not False else None
        self._line = self._cell is None and (sys.stderr.isatty() if wanted is None else wanted)
        self._drawn = False

    def show(self, job: Mapping[str, Any]) -> None:
        """Draws it as far as the job is."""
        if self._cell is not None:
            self._cell(_text(job, self._WIDTH))
        elif self._line:
            sys.stderr.write("\r\x1b[2K" + _text(job, self._WIDTH))
            sys.stderr.flush()
            self._drawn = True

    def end(self, job: Mapping[str, Any]) -> None:
        """Draws it for the last time."""
        if self._cell is not None or self._drawn:
            self.show(job)
        if self._drawn:
            sys.stderr.write("\n")


def _text(job: Mapping[str, Any], width: int) -> str:
    current, total = job.get("progress_current") or 0, job.get("progress_total") or 0
    share = min(1.0, current / total) if total else (1.0 if job["status"] == "succeeded" else 0.0)
    full = round(share * width)
    eta = job.get("eta_seconds")
    left = f", {eta:,.0f} s left" if eta else ""
    says = job.get("progress_message") or job["status"]
    return f"job {job['id']} {'█' * full}{'░' * (width - full)} {share:4.0%}  {says}{left}"


def _notebook_cell() -> Callable[[str], None] | None:
    """What draws in a cell of a notebook, over what it drew before; None anywhere else."""
    shell = sys.modules.get("IPython")
    if shell is None or type(shell.get_ipython()).__name__ != "ZMQInteractiveShell":
        return None
    from IPython.display import display  # type: ignore[import-not-found]

    handle = display({"text/plain": ""}, raw=True, display_id=True)
    return lambda text: handle.update({"text/plain": text}, raw=True)
