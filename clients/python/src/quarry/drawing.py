"""The picture of an equity curve, as SVG."""

from __future__ import annotations

import html
from typing import Sequence

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 640, 180, 58, 18, 8
_SPANS = 600


def curve(values: Sequence[float | None], start: str, end: str, label: str) -> str:
    """A line over time. A long one is drawn by the least and the greatest of each of some hundred spans, so that none is lost."""
    known = [value for value in values if value is not None]
    if not known:
        return ""
    low, high = min(known), max(known)
    room = (high - low) * 0.04 or max(1.0, abs(high) / 10)
    low, high = low - room, high + room

    def x(at: int) -> float:
        return _LEFT + at / max(1, len(values) - 1) * (_WIDTH - _LEFT - 6)

    def y(value: float) -> float:
        return _HEIGHT - _BOTTOM - (value - low) / (high - low) * (_HEIGHT - _BOTTOM - _TOP)

    points = []
    span = max(1, len(values) // _SPANS)
    for first in range(0, len(values), span):
        inside = [(value, at) for at, value in enumerate(values[first : first + span], first) if value is not None]
        if inside:
            for at in sorted({min(inside)[1], max(inside)[1]}):
                points.append(f"{x(at):.1f},{y(values[at]):.1f}")  # type: ignore[arg-type]
    marks = "".join(
        f'<line x1="{_LEFT}" x2="{_WIDTH - 6}" y1="{y(value):.1f}" y2="{y(value):.1f}" stroke="#8884"/>'
        f'<text x="{_LEFT - 6}" y="{y(value) + 4:.1f}" text-anchor="end">{value:,.0f}</text>'
        for value in (low + room, (low + high) / 2, high - room)
    )
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" role="img" aria-label="{html.escape(label)}" '
        f'font-family="sans-serif" font-size="11" fill="currentColor">{marks}'
        f'<polyline fill="none" stroke="#0668ad" stroke-width="1.4" points="{" ".join(points)}"/>'
        f'<text x="{_LEFT}" y="{_HEIGHT - 4}">{html.escape(start)}</text>'
        f'<text x="{_WIDTH - 6}" y="{_HEIGHT - 4}" text-anchor="end">{html.escape(end)}</text></svg>'
    )
