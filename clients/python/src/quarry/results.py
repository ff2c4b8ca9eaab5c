"""What comes of searches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Mapping

from .backtest import Backtest
from .table import Table
from .verdict import Verdict

if TYPE_CHECKING:
    from .client import Quarry
    from .jobs import Job


class _Searched:
    """What a search's job brought, with the verdict on its best."""

    def __init__(self, client: "Quarry", job: "Job[Any]") -> None:
        self._client = client
        self._job = job
        self.told: Mapping[str, Any] = job.state["result"]
        self.verdict = Verdict.of(self.told.get("assessment"))


class Optimisation(_Searched):
    """The result of an optimisation.

    :ivar told: the server's result as it came
    :ivar verdict: how far the best may be trusted
    """

    @property
    def rows(self) -> Table:
        """Its rows, the best first: parameters and figures."""
        table = self.told.get("results") or {"columns": [], "records": []}
        return Table(table["columns"], table["records"])

    @property
    def best(self) -> dict[str, Any] | None:
        """The best row; None where nothing met the constraints."""
        return self.rows[0] if len(self.rows) else None

    def to_pandas(self) -> Any:
        """The rows as a pandas.DataFrame."""
        return self.rows.to_pandas()

    def to_polars(self) -> Any:
        """The rows as a polars.DataFrame."""
        return self.rows.to_polars()

    def preset(self, row: int = 0) -> dict[str, Any]:
        """A row with every parameter by name, the verdict beside it."""
        return dict(self._client.transport.json("GET", f"/jobs/{self._job.id}/preset", query={"row": row}))

    def backtest(self, row: int = 0) -> Backtest:
        """Runs a row again on the search's prices."""
        preset = self.preset(row)
        payload = self._job.state["payload"]
        market = {name: payload[name] for name in ("exchange", "symbol", "timeframe", "start_ts", "end_ts")}
        return self._client._backtest(
            {**preset["parameters"], **market}, payload.get("strategy"), Verdict(preset.get("verdict"), preset.get("verdict_note") or "")
        )

    def report(self, row: int = 0) -> str:
        """A row as one HTML file that can be sent."""
        return self._client.transport.bytes(
            "GET", f"/jobs/{self._job.id}/report", query={"row": row}, headers={"Accept": "text/html"}
        ).decode()

    def __repr__(self) -> str:
        return f"<Optimisation of job {self._job.id}: {len(self.rows)} rows. {self.verdict}>"

    def _repr_html_(self) -> str:
        return self.verdict._repr_html_() + self.rows._repr_html_()


class Discovery(_Searched):
    """The result of a discovery, whose every run is kept.

    :ivar told: the server's result as it came
    :ivar verdict: how far the best may be trusted
    """

    def runs(self, limit: int = 1000, **filters: Any) -> Table:
        """Its runs, the best return first; see :meth:`quarry.Quarry.runs`."""
        return self._client.runs(limit=limit, job_id=self._job.id, **filters)

    def to_pandas(self, limit: int = 100_000, **filters: Any) -> Any:
        """Its runs as a pandas.DataFrame."""
        return self.runs(limit, **filters).to_pandas()

    def to_polars(self, limit: int = 100_000, **filters: Any) -> Any:
        """Its runs as a polars.DataFrame."""
        return self.runs(limit, **filters).to_polars()

    def __repr__(self) -> str:
        return f"<Discovery of job {self._job.id}. {self.verdict}>"

    def _repr_html_(self) -> str:
        return self.verdict._repr_html_() + self.runs(20)._repr_html_()


class Plain(dict):  # type: ignore[type-arg]
    """The result of any other job, as the server tells it."""
