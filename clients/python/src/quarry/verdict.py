"""How far a winner may be trusted."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from typing import Any, Mapping

_COLOURS = {"holds_up": "#007358", "likely_luck": "#b83b06", "no_edge": "#b83b06", "cannot_tell": "#8a5c00"}
_WORDS = {"holds_up": "Holds up", "likely_luck": "Likely luck", "no_edge": "No edge", "cannot_tell": "Cannot tell"}


@dataclass(frozen=True)
class Verdict:
    """A verdict with its reason.

    :ivar outcome: ``holds_up``, ``likely_luck``, ``cannot_tell``, ``no_edge``; None where nothing was assessed
    :ivar sentence: the reason, and what to do next
    :ivar evidence: every figure behind it, as the server tells them (``luck_probability``, ``deflated_sharpe``, …)
    """

    outcome: str | None
    sentence: str
    evidence: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, assessment: Mapping[str, Any] | None) -> "Verdict":
        """The verdict of an assessment; one without an outcome where there is none."""
        if not assessment:
            return cls(None, "It was not assessed.")
        told = assessment.get("verdict") or {}
        return cls(told.get("outcome"), told.get("sentence") or "", assessment)

    @property
    def holds_up(self) -> bool:
        """Whether it passed what decides."""
        return self.outcome == "holds_up"

    def __str__(self) -> str:
        return self.sentence

    def _repr_html_(self) -> str:
        words = _WORDS.get(self.outcome or "", "Not assessed")
        colour = _COLOURS.get(self.outcome or "", "#6d685f")
        said = self.sentence.removeprefix(words + ": ")
        return (
            f'<div style="border-left:5px solid {colour};padding:0.3em 0.9em;margin:0.4em 0">'
            f"<b>{words}</b><br>{html.escape(said)}</div>"
        )
