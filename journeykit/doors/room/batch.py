"""What is asked at once is answered together: a disk that is flushed once for many people lets none wait."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

__all__ = ["Batch"]

A = TypeVar("A")
B = TypeVar("B")


class Batch(Generic[A, B]):
    """Gathers questions while earlier ones are answered; `answer` returns one answer, or error, for each."""

    def __init__(self, answer: Callable[[Sequence[A]], Awaitable[Sequence[B | Exception]]]) -> None:
        self._answer = answer
        self._waiting: list[tuple[A, asyncio.Future[B]]] = []
        self._running: asyncio.Task[None] | None = None

    async def ask(self, question: A) -> B:
        """Return the answer to one question, or raise what went wrong with it."""
        answered: asyncio.Future[B] = asyncio.get_running_loop().create_future()
        self._waiting.append((question, answered))
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._run())
        return await answered

    async def _run(self) -> None:
        while self._waiting:
            asked, self._waiting = self._waiting, []
            try:
                answers = await self._answer([question for question, _ in asked])
            except Exception as error:
                answers = [error] * len(asked)
            for (_, answered), answer in zip(asked, answers, strict=True):
                if answered.done():  # who asked has gone
                    continue
                if isinstance(answer, Exception):
                    answered.set_exception(answer)
                else:
                    answered.set_result(answer)
