"""Quarry from Python: prices in, searches as jobs, results as tables, and the verdict on each of them."""

from .aio import AsyncQuarry
from .backtest import Backtest
from .client import Market, Quarry
from .errors import (
    Conflict,
    ConnectionFailed,
    InvalidInput,
    JobFailed,
    NotAllowed,
    NotFound,
    Problem,
    QuarryError,
    Unavailable,
    Violation,
    WaitedTooLong,
)
from .jobs import Job
from .results import Discovery, Optimisation
from .study import Study
from .table import Table
from .verdict import Verdict

__version__ = "0.1.0"

__all__ = [
    "AsyncQuarry",
    "Backtest",
    "Conflict",
    "ConnectionFailed",
    "Discovery",
    "InvalidInput",
    "Job",
    "JobFailed",
    "Market",
    "NotAllowed",
    "NotFound",
    "Optimisation",
    "Problem",
    "Quarry",
    "QuarryError",
    "Study",
    "Table",
    "Unavailable",
    "Verdict",
    "Violation",
    "WaitedTooLong",
]
