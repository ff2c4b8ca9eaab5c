"""Rules of a strategy written as Python expressions.

``close > ema(close, 200)`` is the text ``"close > ema(close, 200)"``: nothing is computed here, the server reads the text and names
what is wrong with it. Any function of the language can be called by its name::

    from quarry.expressions import close, f, high, p
    top = f.highest(high, p.entry_bars)[1]
    enter = f.crosses_above(close, top) & (~p.trend | (close > f.ema(close, 200)))

``&``, ``|`` and ``~`` stand for ``and``, ``or`` and ``not``, and need brackets around comparisons, as in pandas.
"""

from __future__ import annotations

from typing import Any

_OR, _AND, _NOT, _COMPARED, _SUM, _PRODUCT, _SIGN, _WHOLE = range(8)


class Expression:
    """A piece of the language; texts of strategies may be used wherever one is."""

    __slots__ = ("text", "_binds")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, text: str, binds: int = _OR) -> None:
        self.text = text
        self._binds = binds

    def _with(self, operator: str, other: Any, binds: int, turned: bool = False) -> "Expression":
        left, right = (expression(other), self) if turned else (self, expression(other))
        # Comparisons do not chain, so that one on the left needs brackets too.
        loosest = binds + 1 if binds == _COMPARED else binds
        return Expression(f"{left._in(loosest)} {operator} {right._in(binds + 1)}", binds)

    def _in(self, binds: int) -> str:
        return self.text if self._binds >= binds else f"({self.text})"

    def __add__(self, other: Any) -> "Expression":
        return self._with("+", other, _SUM)

    def __radd__(self, other: Any) -> "Expression":
        return self._with("+", other, _SUM, True)

    def __sub__(self, other: Any) -> "Expression":
        return self._with("-", other, _SUM)

    def __rsub__(self, other: Any) -> "Expression":
        return self._with("-", other, _SUM, True)

    def __mul__(self, other: Any) -> "Expression":
        return self._with("*", other, _PRODUCT)

    def __rmul__(self, other: Any) -> "Expression":
        return self._with("*", other, _PRODUCT, True)

    def __truediv__(self, other: Any) -> "Expression":
        return self._with("/", other, _PRODUCT)

    def __rtruediv__(self, other: Any) -> "Expression":
        return self._with("/", other, _PRODUCT, True)

    def __neg__(self) -> "Expression":
        return Expression(f"-{self._in(_WHOLE)}", _SIGN)

    def __lt__(self, other: Any) -> "Expression":
        return self._with("<", other, _COMPARED)

    def __le__(self, other: Any) -> "Expression":
        return self._with("<=", other, _COMPARED)

    def __gt__(self, other: Any) -> "Expression":
        return self._with(">", other, _COMPARED)

    def __ge__(self, other: Any) -> "Expression":
        return self._with(">=", other, _COMPARED)

    def __eq__(self, other: Any) -> "Expression":  # type: ignore[override]
        return self._with("==", other, _COMPARED)

    def __ne__(self, other: Any) -> "Expression":  # type: ignore[override]
        return self._with("!=", other, _COMPARED)

    def __and__(self, other: Any) -> "Expression":
        return self._with("and", other, _AND)

    def __rand__(self, other: Any) -> "Expression":
        return self._with("and", other, _AND, True)

    def __or__(self, other: Any) -> "Expression":
        return self._with("or", other, _OR)

    def __ror__(self, other: Any) -> "Expression":
        return self._with("or", other, _OR, True)

    def __invert__(self) -> "Expression":
        return Expression(f"not {self._in(_COMPARED)}", _NOT)

    def __getitem__(self, bars: Any) -> "Expression":
        return Expression(f"{self._in(_WHOLE)}[{expression(bars).text}]", _WHOLE)

    def __bool__(self) -> bool:
        raise TypeError("a rule has no truth value of its own: write & for and, | for or, ~ for not, with brackets around comparisons")

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Expression({self.text!r})"


class _Functions:
    """Every function of the language by its name: ``f.ema(close, 20)``, ``f.on("4h", close)``; ``f.if_(a, b, c)`` is ``if(a, b, c)``."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        word = name.rstrip("_")
        return lambda *arguments: Expression(f"{word}({', '.join(expression(one).text for one in arguments)})", _WHOLE)


class _Names:
    """Parameters and series by their name: ``p.entry_bars``."""

    def __getattr__(self, name: str) -> Expression:
        if name.startswith("__"):
            raise AttributeError(name)
        return Expression(name, _WHOLE)


def expression(value: Any) -> Expression:
    """A Python value as a piece of the language: a text becomes a text of it, such as the timeframe in ``f.on("4h", close)``."""
    if isinstance(value, Expression):
        return value
    if isinstance(value, bool):
        return Expression("true" if value else "false", _WHOLE)
    if isinstance(value, (int, float)):
        return Expression(repr(value), _SIGN if value < 0 else _WHOLE)
    if isinstance(value, str):
        return Expression('"' + value.replace('"', "'") + '"', _WHOLE)
    raise TypeError(f"{value!r} has no place in a rule: numbers, texts and other expressions have")


f = _Functions()
p = _Names()
open, high, low, close, volume = (Expression(one, _WHOLE) for one in ("open", "high", "low", "close", "volume"))
hl2, hlc3, ohlc4 = (Expression(one, _WHOLE) for one in ("hl2", "hlc3", "ohlc4"))
hour, minute, day_of_week = (Expression(one, _WHOLE) for one in ("hour", "minute", "day_of_week"))
day_of_month, month = (Expression(one, _WHOLE) for one in ("day_of_month", "month"))
entry_price, bars_held, open_profit_pct = (Expression(one, _WHOLE) for one in ("entry_price", "bars_held", "open_profit_pct"))
tr = Expression("tr", _WHOLE)
high_since_entry, low_since_entry = (Expression(one, _WHOLE) for one in ("high_since_entry", "low_since_entry"))
