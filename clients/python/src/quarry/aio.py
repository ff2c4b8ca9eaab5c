"""The same with ``await``: every call of :class:`quarry.Quarry` goes on in a thread, so that the loop is free meanwhile."""

from __future__ import annotations

import asyncio
from typing import Any

from .client import Quarry
from .jobs import Job


class AsyncJob:
    """A job; ``await job.result()`` waits without holding the loop."""

    def __init__(self, job: Job[Any]) -> None:
        self.job = job
        self.id = job.id

    def __getattr__(self, name: str) -> Any:
        return _awaited(getattr(self.job, name))

    def __repr__(self) -> str:
        return repr(self.job)


class AsyncQuarry:
    """A server of Quarry, for asyncio. Its methods are those of :class:`quarry.Quarry`, each to be awaited::

        async with AsyncQuarry("http://localhost:8080") as q:
            job = await q.optimize(market, grid="QUICK")
            print((await job.result()).verdict)
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.sync = Quarry(*arguments, **options)

    market = staticmethod(Quarry.market)

    def __getattr__(self, name: str) -> Any:
        return _awaited(getattr(self.sync, name))

    async def __aenter__(self) -> "AsyncQuarry":
        return self

    async def __aexit__(self, *_: object) -> None:
        self.sync.transport.close()


def _awaited(value: Any) -> Any:
    if not callable(value):
        return value

    async def call(*arguments: Any, **options: Any) -> Any:
        answer = await asyncio.to_thread(value, *arguments, **options)
        return AsyncJob(answer) if isinstance(answer, Job) and answer is not getattr(value, "__self__", None) else answer

    return call
