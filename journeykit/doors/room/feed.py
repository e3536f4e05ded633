"""The feed: what changed in the workshop, to every screen that shows it, as server-sent events.

A screen is sent the whole once and then only differences. Whoever sees the same shares one rendering: before
the reveal those who have written something have their own, everybody else has one in common.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any
from weakref import WeakValueDictionary

from journeykit.doors.room.channel import Channel, event
from journeykit.doors.room.hall import Hall, Place, Survey, as_json
from journeykit.doors.room.pulse import Pulse
from journeykit.errors import JourneyError

__all__ = ["Feed"]

_POLL_SECONDS = 0.25
"""How often the store is asked for what other processes wrote."""
_GAP_SECONDS, _LONGEST_SECONDS = 0.1, 0.45
"""How long changes are gathered before the screens hear of them, and how long at most."""
_SHARE = 8
"""They are gathered so many times as long as drawing and telling took, so that who saves seldom waits."""
_SILENT_SECONDS = 10
"""How long a line may be silent: a proxy takes a longer silence for its end."""


class Feed:
    """Follows the store and tells the screens."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._channels: WeakValueDictionary[tuple[str, Place], Channel] = WeakValueDictionary()
        self._present: Counter[str] = Counter()
        self._wake = asyncio.Event()
        self._pulse = Pulse()
        self._told, self._took = time.monotonic(), 0.0
        self._online: frozenset[str] = frozenset()
        self._drawing = asyncio.Lock()
        self._ended = False
        self._seen: Any = None
        self._survey = hall.survey(())
        self._heard = self._survey._replace(people={})
        if not hall.workshop.store.shared:  # else others may be here through another process
            hall.online = lambda: self._online

    def screens(self, who: str) -> int:
        """Return how many screens show somebody at this moment."""
        return self._present[who]

    def nudge(self) -> None:
        """Say that something was written here, so that the screens need not wait for the next look."""
        self._wake.set()

    def end(self) -> None:
        """Let the lines go, so that the server can close; the screens ask again until it is back."""
        self._ended = True
        self._pulse.beat_at_once()

    async def follow(self) -> None:
        """Look for changes, for as long as the room is open."""
        while True:
            try:
                await asyncio.wait_for(self._wake.wait(), _POLL_SECONDS)
                await asyncio.sleep(min(_LONGEST_SECONDS, max(_GAP_SECONDS, _SHARE * self._took)))
            except TimeoutError:
                pass
            self._wake.clear()
            began = time.monotonic()
            try:
                await self._refresh()
            except JourneyError:  # the store is away; who writes is told, and we look again
                await asyncio.sleep(_POLL_SECONDS)
            self._took = time.monotonic() - began

    async def listen(self, page: str, lang: str, who: str = "") -> AsyncIterator[bytes]:
        """Yield events for one screen until it goes away or its participant was removed."""
        known: dict[str, tuple[Channel, int]] = {}
        own, spoke = None, time.monotonic()
        async with self._presence(who):
            while not self._ended:
                beat, standing = self._pulse.number, self._survey.people.get(who)
                if who and standing is None:
                    yield event("gone", b"{}")
                    return
                place = Place(page, self._survey.step, lang, who if standing and standing.hides else "")
                try:
                    shown = {name: await self._channel(name, at) for name, at in _parts(place)}
                except JourneyError:  # the store is away: the line ends, and the screen asks again
                    return
                standing = self._survey.people.get(who)
                # From here to the end nothing is awaited: what is shown, and whose it is, are of one moment.
                events = [self._news(name, channel, known) for name, channel in shown.items()]
                if standing and standing.own != own:
                    own = standing.own
                    mine = as_json({"full": {"mine": [record for _, record in own]}})
                    events.insert(0, event("own", mine))
                told = b"".join(events)
                if not told and time.monotonic() - spoke > _SILENT_SECONDS / 2:
                    told = event("ping", b"{}")
                if told:
                    spoke = time.monotonic()
                    yield told
                await self._pulse.after(beat)

    def _news(self, name: str, channel: Channel, known: dict[str, tuple[Channel, int]]) -> bytes:
        """Return the event that brings a screen up to date, and note what it knows now."""
        same, number = known.get(name, (None, 0))
        known[name] = (channel, channel.number)
        return channel.news(name, number if same is channel else 0)

    @asynccontextmanager
    async def _presence(self, who: str) -> AsyncIterator[None]:
        """Count somebody in, once it is known how things stand for them, and out again."""
        self._count(who, 1)
        try:
            if who:
                arrived = await self._hall.work(lambda: self._hall.survey([who], ask=False))
                self._survey.people.update(arrived.people)
            if self._hall.workshop.known.public.room != self._survey.moment[0].room:
                with suppress(JourneyError):  # say a reveal was just taken back: no new screen shows what was
                    await self._refresh()
            if who in self._survey.people:
                self._heard.people.setdefault(who, self._survey.people[who])
            self.nudge()
            yield
        finally:
            self._count(who, -1)
            self.nudge()

    def _count(self, who: str, by: int) -> None:
        """Keep who is here; `_online` is for other threads, so it is replaced and never changed."""
        self._present[who] += by
        self._present += Counter()  # forgets who is at nought
        if (who in self._present) != (who in self._online) and who:
            self._online = self._online ^ {who}

    async def _look(self) -> Survey:
        """Return how things stand for everybody who is here."""
        asked = set(self._present)
        found = await self._hall.work(lambda: self._hall.survey(asked))
        since = self._present.keys() - asked  # who has come since
        arrived = {who: self._survey.people[who] for who in since if who in self._survey.people}
        return found._replace(people={**arrived, **found.people})

    async def _channel(self, name: str, place: Place) -> Channel:
        """Return the channel of a place; one that is new is drawn, and then it is asked whose is what."""
        channel = self._channels.get((name, place))
        if channel is None:
            channel = self._channels[name, place] = Channel()
        if place.who and channel.common is None:  # held, so that it is known when what all see has changed
            channel.common = await self._channel(name, place._replace(who=""))
        if channel.number:
            return channel
        async with channel.drawing:
            if not channel.number:
                channel.renew(await self._draw(name, place))
                if place.who:
                    arrived = await self._hall.work(lambda: self._hall.survey([place.who]))
                    self._survey.people.update(arrived.people)
        return channel

    async def _draw(self, name: str, place: Place) -> Any:
        draw = self._hall.room if name == "room" else self._hall.panels
        return await self._hall.work(lambda: draw(place))

    async def _refresh(self) -> None:
        """Draw again what may have changed; all screens then go from one moment to the next together."""
        async with self._drawing:
            await self._redraw()

    async def _redraw(self) -> None:
        survey = await self._look()
        seen = (*survey.moment, self._hall.online())
        if seen == self._seen:
            if time.monotonic() - self._told > _SILENT_SECONDS / 2:
                await self._beat()
            return
        drawn: dict[Channel, Any] = {}
        moved: set[tuple[str, Place]] = set()
        for (name, place), channel in sorted(self._channels.items(), key=lambda entry: bool(entry[0][1].who)):
            standing, shared = survey.people.get(place.who), (name, place._replace(who=""))
            count = standing.hides if standing else 0
            if place.who and count == channel.basis and shared in self._channels and shared not in moved:
                continue  # neither they nor the room have changed what they see
            channel.basis = count
            try:
                value = drawn[channel] = await self._draw(name, place)
            except JourneyError:
                raise
            except Exception:  # one panel that cannot be drawn must not end the updates of all others
                logging.getLogger(__name__).exception("a screen could not be brought up to date")
                continue
            if value != channel.value:
                moved.add((name, place))
        self._survey = await self._look()
        self._seen = seen
        for channel, value in drawn.items():
            channel.renew(value)
        if moved or self._is_news(self._survey):
            await self._beat()

    def _is_news(self, survey: Survey) -> bool:
        """Say whether things stand for anybody here as they have not been told yet."""
        people, heard = survey.people, self._heard.people
        return survey.step != self._heard.step or any(
            people.get(who) != heard.get(who) for who in self._present
        )

    async def _beat(self) -> None:
        """Let every line look what there is to send."""
        self._heard = self._survey._replace(people=dict(self._survey.people))
        self._told = time.monotonic()
        await self._pulse.beat()


def _parts(place: Place) -> tuple[tuple[str, Place], ...]:
    """Return what a screen is sent: what stands above, the same for everybody, and the panels."""
    return ("room", place._replace(who="")), ("panels", place)
