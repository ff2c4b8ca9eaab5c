"""Ask and tell, for optimisers of one's own."""

from __future__ import annotations

import math
import random
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Mapping, Sequence

from .table import Table

if TYPE_CHECKING:
    from .client import Market, Quarry

_BATCH = 500


class Study:
    """Points of a space, tried on one market. Quarry tests them, keeps each as a run, and counts each as a trial, so that the verdict on
    the best is as honest as after a search of a grid::

        study = q.study(market, {"rsi_min": range(40, 90), "stop_pct": [1, 1.5, 2, 3]}, metric="sharpe_ratio")
        for _ in range(20):
            points = study.ask(50)            # or any optimiser's: a list of dicts
            values = study.tell(points)       # the metric of each, in their order
        study.best, study.verdict()

    :param space: by parameter the values that it may take
    :param metric: what :meth:`tell` answers; greater is better, but for drawdowns
    :param seed: of :meth:`ask`
    """

    def __init__(
        self,
        client: "Quarry",
        market: "Market",
        space: Mapping[str, Sequence[Any]],
        strategy: Any = None,
        metric: str = "total_return",
        base_params: Mapping[str, Any] | None = None,
        seed: int = 0,
    ) -> None:
        if not space or not all(len(values) for values in space.values()):
            raise ValueError("a space needs parameters, and each of them values")
        self._client = client
        self._market = market
        self._strategy = strategy
        self._base = dict(base_params or {})
        self._space = {name: list(values) for name, values in space.items()}
        self._metric = metric
        self._random = random.Random(seed)
        self._asked: set[tuple[Any, ...]] = set()
        self._rows: list[dict[str, Any]] = []

    @property
    def size(self) -> int:
        """How many points the space has."""
        return math.prod(len(values) for values in self._space.values())

    @property
    def trials(self) -> Table:
        """Everything that was tried, in its order: parameters and figures."""
        return Table.of(self._rows)

    @property
    def best(self) -> dict[str, Any] | None:
        """The best trial so far; None before the first."""
        known = [row for row in self._rows if row.get(self._metric) is not None]
        sign = -1 if "drawdown" in self._metric else 1
        return max(known, key=lambda row: sign * row[self._metric], default=None)

    def ask(self, count: int = 1) -> list[dict[str, Any]]:
        """Points of the space that it has not given before, drawn at random; fewer where there are no more."""
        points: list[dict[str, Any]] = []
        while len(points) < count and len(self._asked) < self.size:
            values = tuple(self._random.randrange(len(one)) for one in self._space.values())
            if values not in self._asked:
                self._asked.add(values)
                points.append({name: one[at] for (name, one), at in zip(self._space.items(), values)})
        return points

    def tell(self, points: Sequence[Mapping[str, Any]]) -> list[float | None]:
        """Has points tested, and answers the metric of each; None where it is none, such as the profit factor of no trades.

        :raises JobFailed: when one of them cannot be tested
        """
        values: list[float | None] = []
        for start in range(0, len(points), _BATCH):
            values += self._tested(points[start : start + _BATCH])
        return values

    def _tested(self, points: Sequence[Mapping[str, Any]]) -> list[float | None]:
        from .client import _with, _written

        jobs = [
            {
                "job_type": "optimize",
                "payload": _with(
                    {
                        **asdict(self._market),
                        "base_params": self._base,
                        "param_grid": {name: [value] for name, value in _written(point).items()},
                        "min_trades": 0,
                        "metric": self._metric,
                    },
                    self._strategy,
                ),
            }
            for point in points
        ]
        answer = self._client.transport.json("POST", "/jobs/batch", {"jobs": jobs, "failure_policy": "continue"})
        parent = self._client._job(answer["job"]).wait()
        values = []
        for point, child in zip(points, parent.children()):
            best = child.result().best or {}
            row = {**point, **{name: value for name, value in best.items() if name not in point}}
            self._rows.append(row)
            values.append(best.get(self._metric))
        return values
