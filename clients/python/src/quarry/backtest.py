"""One back-test."""

from __future__ import annotations

import html
import json
from functools import cached_property
from typing import Any, Mapping

from .drawing import curve
from .table import Table
from .verdict import Verdict

_FIGURES = (
    ("Total return", "stats", "total_equity_return_pct", "{:+,.2f}%"),
    ("Greatest drawdown", "performance", "mark_to_market_max_drawdown_pct", "{:,.2f}%"),
    ("Sharpe ratio (daily, yearly)", "performance", "daily_sharpe", "{:,.2f}"),
    ("Exposure", "performance", "exposure", "{:.1%}"),
    ("Trades", "stats", "trades", "{:,}"),
    ("Won", "stats", "win_rate", "{:,.1f}%"),
    ("Profit factor", "stats", "profit_factor", "{:,.2f}"),
)


class Backtest:
    """What one strategy with one set of parameters did. In a notebook it shows its equity, its figures and the verdict on it.

    :ivar told: the server's answer as it came
    :ivar verdict: the verdict on the run or row that it repeats; of one that nobody searched for there is none
    """

    def __init__(self, told: Mapping[str, Any], verdict: Verdict | None = None) -> None:
        self.told = told
        self.verdict = verdict or Verdict(
            None, "A single back-test says nothing about luck: search, or take a run or row of a search, to get a verdict."
        )

    @property
    def stats(self) -> Mapping[str, Any]:
        """Statistics of the trades; percentages are percent."""
        return self.told["stats"]

    @property
    def performance(self) -> Mapping[str, Any]:
        """Statistics of daily mark-to-market returns."""
        return self.told["performance"]

    @cached_property
    def equity(self) -> list[float]:
        """Equity at the close of each bar, the open position valued at it."""
        return list(self.told["mark_to_market_curve"])

    @cached_property
    def bars(self) -> Table:
        """Bars with the strategy's lines: ``time`` (the open, UTC), ``Open`` … ``Volume``, then the lines."""
        return _frame(self.told["ds"], "time")

    @cached_property
    def trades(self) -> Table:
        """The trades, oldest first."""
        return _frame(self.told["trades"], "trade")

    def to_pandas(self) -> Any:
        """A pandas.DataFrame of bars, lines and equity by the open of each bar, UTC."""
        import pandas

        frame = self.bars.to_pandas()
        frame["equity"] = self.equity
        frame["time"] = pandas.to_datetime(frame["time"], utc=True)
        return frame.set_index("time")

    def __repr__(self) -> str:
        name = self.told["strategy"]["name"]
        said = ", ".join(f"{what} {text}" for what, text in self._figures())
        return f"<Backtest of {name}: {said}>"

    def _figures(self) -> list[tuple[str, str]]:
        lines = []
        for what, where, name, form in _FIGURES:
            value = (self.told.get(where) or {}).get(name)
            if value is not None:
                lines.append((what, form.format(value)))
        return lines

    def _repr_html_(self) -> str:
        times = self.bars.column("time")
        picture = curve(self.equity, times[0][:10], times[-1][:10], "Equity") if times else ""
        rows = "".join(f"<tr><td>{html.escape(what)}</td><td><b>{text}</b></td></tr>" for what, text in self._figures())
        return f"{picture}<table><tbody>{rows}</tbody></table>{self.verdict._repr_html_()}"


def _frame(text: str, index: str) -> Table:
    split = json.loads(text)
    columns = [index, *split["columns"]]
    return Table(columns, [dict(zip(columns, [label, *row])) for label, row in zip(split["index"], split["data"])])
