"""The door: everything that can be asked of a server."""

from __future__ import annotations

import io
import os
import tempfile
from dataclasses import asdict, dataclass
from typing import Any, Callable, Iterable, Mapping, Sequence

from .backtest import Backtest
from .errors import ConnectionFailed
from .expressions import Expression
from .jobs import Job
from .results import Discovery, Optimisation, Plain
from .study import Study
from .table import Table, flat
from .transport import Transport, form
from .verdict import Verdict

_PAGE = 1000


@dataclass(frozen=True)
class Market:
    """The prices that something is tested on.

    :ivar start_ts: the first bar's open, ISO-8601, UTC where it names no offset
    :ivar end_ts: the last bar's open, inclusive; a date alone is that whole day
    """

    exchange: str
    symbol: str
    timeframe: str
    start_ts: str
    end_ts: str

    def between(self, start_ts: str, end_ts: str) -> "Market":
        """The same market at another time."""
        return Market(self.exchange, self.symbol, self.timeframe, start_ts, end_ts)


class Quarry:
    """A server of Quarry.

    :param url: where it is
    :param key: an API key, where it asks for one
    :param timeout: seconds that one answer may take; jobs take as long as they take
    """

    def __init__(self, url: str = "http://localhost:8080", key: str | None = None, timeout: float = 60.0, **options: Any) -> None:
        self.transport = Transport(url, key, timeout, **options)

    def __repr__(self) -> str:
        return f"<Quarry at {self.transport.address}>"

    def __enter__(self) -> "Quarry":
        return self

    def __exit__(self, *_: object) -> None:
        self.transport.close()

    # Prices

    @staticmethod
    def market(exchange: str, symbol: str, timeframe: str, start_ts: Any, end_ts: Any) -> Market:
        """Names prices. Times may be texts, dates or datetimes."""
        return Market(exchange, symbol, timeframe, _time(start_ts), _time(end_ts))

    def coverage(self) -> Table:
        """The stored series with their first and last bars."""
        return Table.of(self.transport.json("GET", "/prices/coverage", query={"limit": 5000})["coverage"])

    def ingest(self, market: Market, **options: Any) -> Job[Plain]:
        """Fetches prices from the exchange of the market, or from the sample."""
        return self._enqueue("/prices/ingest", {**asdict(market), **options}, _plain)

    def upload(
        self,
        prices: Any,
        symbol: str,
        timeframe: str,
        exchange: str = "file",
        name: str | None = None,
        **fields: Any,
    ) -> Job[Plain]:
        """Brings prices: a path, bytes, or a DataFrame of pandas or polars with a time (a column or pandas' index) and open, high,
        low, close, volume, whose names are found in any spelling.

        :param fields: others of the form, such as ``time_zone`` or ``missing_volume="zero"``
        """
        content, called = _content(prices)
        body, kind = form(
            [("exchange", exchange), ("symbol", symbol), ("timeframe", timeframe), *fields.items()], name or called, content
        )
        told = self.transport.bytes("POST", "/prices/import", body, headers={"Content-Type": kind})
        return self._job(_json(told)["job"], _plain)

    def candles(self, market: Market, limit: int = 100_000, **options: Any) -> Table:
        """Stored bars, oldest first."""
        query = {**asdict(market), **options}
        return self._pages("/prices/candles", "candles", query, limit, 10_000)

    # Strategies

    def strategies(self) -> Table:
        """The strategies that there are, the built-in family first."""
        return self._pages("/strategies", "strategies", {}, 10_000, 200)

    def functions(self) -> Table:
        """The functions of the strategy language."""
        return Table.of(self.transport.json("GET", "/functions")["functions"])

    def strategy(
        self,
        name: str,
        parameters: Mapping[str, Any] | None = None,
        series: Mapping[str, Any] | None = None,
        long: Mapping[str, Any] | None = None,
        short: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> dict[str, Any]:
        """A definition, as ``PUT /v1/strategies`` and every search take it. Rules may be texts or :mod:`quarry.expressions`.

        :param parameters: by name a default, or the whole object (``{"type": "integer", "default": 20, "minimum": 2, "maximum": 500}``)
        :param more: ``description``, ``defaults``, ``grids``, ``atr``
        """
        definition: dict[str, Any] = {"name": name, **more}
        if parameters:
            definition["parameters"] = {key: value if isinstance(value, Mapping) else _parameter(value) for key, value in parameters.items()}
        for field, value in (("series", series), ("long", long), ("short", short)):
            if value:
                definition[field] = value
        return dict(_written(definition))

    def save(self, definition: Mapping[str, Any]) -> str:
        """Stores a definition as a new version, unless the newest is the same; answers its name, such as ``turtle@3``.

        :raises InvalidInput: naming each fault with its line and column
        """
        body = dict(_written(definition))
        told = self.transport.json("PUT", f"/strategies/{body.pop('name')}", body)
        return f"{told['name']}@{told['version']}"

    def check(self, strategy: Any = None, market: Market | None = None, **more: Any) -> dict[str, Any]:
        """What is wrong with a definition, how often each rule holds, what a grid would cost.

        :param more: ``params`` beside the market, ``grid`` or ``param_grid``
        """
        body = dict(_written(more))
        if market is not None:
            body["params"] = {**body.get("params", {}), **asdict(market)}
        return dict(self.transport.json("POST", "/strategies/check", _with(body, strategy)))

    # Tests and searches

    def backtest(self, market: Market, params: Mapping[str, Any] | None = None, strategy: Any = None, **more: Any) -> Backtest:
        """Tests one set of parameters, at once.

        :param params: what differs from the defaults
        :param strategy: a name, or a definition; the built-in family when absent
        :param more: parameters, as by ``params``
        """
        return self._backtest({**(params or {}), **more, **asdict(market)}, strategy)

    def optimize(self, market: Market, strategy: Any = None, **more: Any) -> Job[Optimisation]:
        """Searches a grid for the best combination.

        :param more: ``param_grid`` or ``grid``, ``base_params``, ``metric``, ``constraints``, ``validation_mode``, ``top_n``, ``engine``, …;
            ``sampler`` with ``space``, ``trials`` and ``objectives`` for spaces that no grid covers, told in ``told["sampling"]``;
            ``priority``, ``unique`` and the other options of jobs
        """
        return self._enqueue("/optimize", _with({**asdict(market), **more}, strategy), lambda job: Optimisation(self, job))

    def discover(self, market: Market | Sequence[Market], strategy: Any = None, **more: Any) -> Job[Discovery]:
        """Tests every combination of a grid and keeps each of them.

        :param market: one, or several, of which each is a job of its own
        :param more: ``param_grid`` or ``grid``, ``base_params``, ``win_criteria``, ``shards``, ``engine``, …; options of jobs
        """
        where = asdict(market) if isinstance(market, Market) else {"markets": [asdict(one) for one in market]}
        return self._enqueue("/discover", _with({**where, **more}, strategy), lambda job: Discovery(self, job))

    def study(self, market: Market, space: Mapping[str, Sequence[Any]], strategy: Any = None, **more: Any) -> Study:
        """Tries points of one's own choice, many at a time, each of which counts as a trial: see :class:`quarry.study.Study`."""
        return Study(self, market, space, strategy, **more)

    # What was found

    def runs(self, limit: int = 1000, **filters: Any) -> Table:
        """Tested combinations of all discoveries, the best return first: parameters and figures side by side.

        :param filters: ``job_id``, ``winners``, ``strategy``, ``exchange``, ``symbol``, ``min_num_trades``, ``max_drawdown``, ``sort``, …;
            a parameter as ``param_<name>``
        """
        return self._pages("/discovery/runs", "runs", _parameters(filters), limit, _PAGE, "params", "metrics")

    def download(self, file: Any, table: str, **query: Any) -> Any:
        """Saves a whole table of the server, however long, and returns the file. Its ending says in what form: ``.csv``, ``.arrows``
        or ``.parquet``. What is broken off leaves no file.

        :param table: a route that has tables, such as ``/discovery/runs``, ``/runs/<hash>/trades``, ``/jobs/<id>/rows``, ``/prices/candles``
        :param query: its query; a parameter as ``param_<name>``
        """
        target = os.fspath(file)
        form = _FORMS.get(os.path.splitext(target)[1])
        if form is None:
            raise ValueError(f"not a table by its ending: {target!r}; one of {', '.join(_FORMS)}")
        part = target + ".part"
        try:
            end = b""
            with open(part, "wb") as out:
                for piece in self.transport.chunks(table, {**_parameters(query), "format": form}):
                    out.write(piece)
                    end = (end + piece)[-_END:]
            if not _WHOLE[form](end):
                raise ConnectionFailed(f"The server broke the table off: {_reason(end)}")
            os.replace(part, target)
        finally:
            if os.path.exists(part):
                os.remove(part)
        return file

    def arrow(self, table: str, **query: Any) -> Any:
        """A whole table of the server as a ``pyarrow.Table``, with types, dictionaries and where it comes from; needs pyarrow.

        :param table: as of :meth:`download`
        """
        import pyarrow.ipc

        with tempfile.TemporaryDirectory() as folder:
            with open(self.download(os.path.join(folder, "table.arrows"), table, **query), "rb") as file:
                return pyarrow.ipc.open_stream(file).read_all()

    def run(self, params_hash: str) -> dict[str, Any]:
        """One tested combination with all that is known of it."""
        return dict(self.transport.json("GET", f"/discovery/runs/{params_hash}"))

    def backtest_run(self, params_hash: str) -> Backtest:
        """Runs a tested combination again; the verdict on it comes along."""
        told = self.run(params_hash)
        return self._backtest(told["backtest"]["params"], told["backtest"].get("strategy"), Verdict(told["verdict"], told["verdict_note"]))

    def assess(self, params_hash: str, perturb: bool = False) -> Job[Verdict]:
        """How far a tested combination may be trusted, given all that was searched on its prices."""
        told = self.transport.json("POST", f"/runs/{params_hash}/assess", query={"perturb": perturb})
        return self._job(told["job"], lambda job: Verdict.of(job.state["result"]["assessment"]))

    def forward(self, params_hash: str, **range_of: Any) -> Job[Plain]:
        """A tested combination on prices that its search did not see; by default all bars after its last one."""
        return self._enqueue(f"/runs/{params_hash}/forward", range_of, _plain)

    def freeze(self, params_hash: str, name: str | None = None) -> dict[str, Any]:
        """Keeps a winner as it is now: every bar from now on tells how it fares."""
        body = {"params_hash": params_hash, **({"name": name} if name else {})}
        return dict(self.transport.json("POST", "/frozen", body))

    def report(self, params_hash: str) -> str:
        """A tested combination as one HTML file that can be sent."""
        return self.transport.bytes("GET", f"/runs/{params_hash}/report", headers={"Accept": "text/html"}).decode()

    def refresh_leaderboard(self, **options: Any) -> Job[Plain]:
        """Makes the leaderboard anew, verdicts included."""
        return self._enqueue("/leaderboard/refresh", options, _plain)

    def leaderboard(self, **filters: Any) -> Table:
        """The newest leaderboard, the best first."""
        told = self.transport.json("GET", "/leaderboard", query=filters) or {}
        return Table.of([flat(row, "params", "metrics") for row in (told.get("payload") or {}).get("strategies") or []])

    # Jobs

    def job(self, number: int) -> Job[Any]:
        """A job by its number, whoever enqueued it."""
        return self._job(self.transport.json("GET", f"/jobs/{number}"))

    def jobs(self, limit: int = 50, **filters: Any) -> list[Job[Any]]:
        """The newest jobs; ``status``, ``job_type``, ``text``."""
        return [self._job(told) for told in self.transport.json("GET", "/jobs", query={"limit": limit, **filters})["jobs"]]

    def enqueue(self, job_type: str, payload: Mapping[str, Any] | None = None, **options: Any) -> Job[Any]:
        """A job of any type."""
        body = {"job_type": job_type, "payload": payload or {}, **options}
        return self._job(self.transport.json("POST", "/jobs", _written(body))["job"])

    # How it is done

    def _backtest(self, params: Mapping[str, Any], strategy: Any, verdict: Verdict | None = None) -> Backtest:
        return Backtest(self.transport.json("POST", "/backtest", _with({"params": dict(params)}, strategy)), verdict)

    def _enqueue(self, path: str, body: Mapping[str, Any], read: Callable[[Job[Any]], Any]) -> Job[Any]:
        options = {name: body[name] for name in _OPTIONS if name in body}
        payload = {name: value for name, value in body.items() if name not in _OPTIONS}
        return self._job(self.transport.json("POST", path, _written(payload), query=options)["job"], read)

    def _job(self, told: Mapping[str, Any], read: Callable[[Job[Any]], Any] | None = None) -> Job[Any]:
        readers: dict[str, Callable[[Job[Any]], Any]] = {
            "optimize": lambda job: Optimisation(self, job),
            "discover": lambda job: Discovery(self, job),
            "assess": lambda job: Verdict.of(job.state["result"]["assessment"]),
        }
        return Job(self, told, read or readers.get(told["job_type"], _plain))

    def _pages(self, path: str, field: str, query: Mapping[str, Any], limit: int, page: int, *inner: str) -> Table:
        rows: list[Mapping[str, Any]] = []
        cursor = None
        while len(rows) < limit:
            told = self.transport.json("GET", path, query={**query, "limit": min(page, limit - len(rows)), "cursor": cursor})
            rows += [flat(row, *inner) for row in told[field]]
            cursor = told.get("next_cursor")
            if not cursor:
                break
        return Table.of(rows)


_OPTIONS = ("priority", "run_at", "max_attempts", "timeout_seconds", "unique", "concurrency_key", "after", "after_failure", "callback_url")


_FORMS = {".csv": "csv", ".arrows": "arrow", ".parquet": "parquet"}

#: By the form, whether a table ends as a whole one does: its status was sent before it was read (docs/columns.md).
_WHOLE: dict[str, Callable[[bytes], bool]] = {
    "csv": lambda end: end.endswith(b"\n") and _NOT_WHOLE not in end,
    "arrow": lambda end: end.endswith(b"\xff\xff\xff\xff\0\0\0\0"),
    "parquet": lambda end: end.endswith(b"PAR1"),
}
_NOT_WHOLE = b'"This table is not complete: '
_END = 2000


def _reason(end: bytes) -> str:
    return end.rpartition(_NOT_WHOLE)[2].decode(errors="replace") if _NOT_WHOLE in end else "the log of the server says why"


def _parameters(filters: Mapping[str, Any]) -> dict[str, Any]:
    return {("param." + name[6:] if name.startswith("param_") else name): value for name, value in filters.items()}


def _plain(job: Job[Any]) -> Plain:
    return Plain(job.state["result"] or {})


def _with(body: Mapping[str, Any], strategy: Any) -> dict[str, Any]:
    return dict(body) if strategy is None else {**body, "strategy": _written(strategy)}


def _written(value: Any) -> Any:
    """Expressions as their texts, numbers of numpy as numbers, ranges and other sequences as lists."""
    if isinstance(value, Expression):
        return value.text
    if isinstance(value, Mapping):
        return {name: _written(one) for name, one in value.items()}
    if isinstance(value, (str, bytes, bool, int, float)) or value is None:
        return value
    if hasattr(value, "tolist"):
        return _written(value.tolist())
    if isinstance(value, Iterable):
        return [_written(one) for one in value]
    return value


def _parameter(default: Any) -> dict[str, Any]:
    kind = "boolean" if isinstance(default, bool) else "integer" if isinstance(default, int) else "number"
    return {"type": kind, "default": default}


def _time(value: Any) -> str:
    return value if isinstance(value, str) else value.isoformat()


def _json(text: bytes) -> Any:
    import json

    return json.loads(text)


def _content(prices: Any) -> tuple[bytes, str]:
    if isinstance(prices, bytes):
        return prices, "prices.csv"
    if hasattr(prices, "write_csv"):
        return prices.write_csv().encode(), "prices.csv"
    if hasattr(prices, "to_csv"):
        text = io.StringIO()
        # Without a name pandas' index has no header, and a plain count of rows is no time.
        counted = type(prices.index).__name__ == "RangeIndex"
        prices.to_csv(text, index=not counted, index_label=None if counted else (prices.index.name or "time"))
        return text.getvalue().encode(), "prices.csv"
    with open(prices, "rb") as file:
        return file.read(), str(prices).replace("\\", "/").rsplit("/", 1)[-1]
