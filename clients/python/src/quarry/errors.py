"""What goes wrong, with the fields of the problem that the server tells (RFC 9457)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping


class QuarryError(Exception):
    """Anything that this package raises."""


class ConnectionFailed(QuarryError):
    """The server could not be reached, or did not answer in time."""


@dataclass(frozen=True)
class Violation:
    """One wrong field of a request: its name, and what is wrong and would help."""

    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.field} {self.reason}"


class Problem(QuarryError):
    """A refusal: `status`, `title`, `detail`, `errors` (a list of :class:`Violation`) and whatever else stood in the answer (`more`)."""

    def __init__(self, status: int, body: Mapping[str, Any]) -> None:
        self.status = status
        self.title: str = body.get("title") or ""
        self.detail: str = body.get("detail") or ""
        self.errors = [
            Violation(str(one.get("field", "body")), str(one.get("reason", "")))
            for one in body.get("errors") or []
        ]
        self.more = {name: value for name, value in body.items() if name not in _STANDARD}
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        said = self.detail or self.title or "the server gives no reason"
        wrong = [str(one) for one in self.errors if str(one) not in said]
        return f"{self.status}: {said}" + (": " + "; ".join(wrong) if wrong else "")


class InvalidInput(Problem):
    """400, 413, 415 or 422: the request is wrong, and `errors` says where."""


class NotAllowed(Problem):
    """401 or 403: a key is missing, unknown, or of a lesser role."""


class NotFound(Problem):
    """404: there is no such thing."""


class Conflict(Problem):
    """409: it cannot be done as things are."""


class Unavailable(Problem):
    """429 or 503, after this package has asked again as often as it may."""


class JobFailed(QuarryError):
    """The job ended without a result. `job` is what the server tells of it."""

    def __init__(self, job: Mapping[str, Any]) -> None:
        self.job = job
        super().__init__(f"job {job['id']} ({job['job_type']}) is {job['status']}: {job.get('error') or 'no reason given'}")


class WaitedTooLong(QuarryError):
    """The job was not done in the time that was given; it goes on."""


_STANDARD = {"type", "title", "status", "detail", "errors"}
_BY_STATUS = {
    400: InvalidInput,
    401: NotAllowed,
    403: NotAllowed,
    404: NotFound,
    409: Conflict,
    413: InvalidInput,
    415: InvalidInput,
    422: InvalidInput,
    429: Unavailable,
    503: Unavailable,
}


def problem(status: int, body: Any) -> Problem:
    """The exception that an answer stands for."""
    told = body if isinstance(body, Mapping) else {"detail": str(body or "")}
    return _BY_STATUS.get(status, Problem)(status, told)
