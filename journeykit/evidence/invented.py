"""The rows of the sample workshop's own export, made up: 120 factories around the service of the sample map.

They agree with the map in some things (most who weigh it up have gone quiet; answers are sour before use
takes root; of 22 who come to a first renewal five leave) and not in others (no order goes back on record,
logins go on while the register stalls, renewed customers are not content): there is something to discuss.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from journeykit import catalogue

__all__ = ["AS_OF", "TABLES", "Maker"]

AS_OF = date(2026, 10, 31)
_ACCOUNTS, _SEEN, _DEALS, _WON, _LOST = 120, 100, 64, 34, 14
_RENEWABLE, _ENDED = 22, 5
_ROUNDS = (4, 10)
TABLES = {
    "accounts": ("account", "industry", "size", "region", "target"),
    "marketing": ("at", "account", "mail", "what"),
    "deals": ("deal", "account", "made", "closed", "expected", "stage", "amount", "source"),
    "contracts": ("day", "account", "kind", "monthly"),
    "tickets": ("ticket", "account", "asked", "solved", "kind", "content"),
    "survey": ("answered", "account", "score", "voice"),
    "usage": ("used", "account", "operation"),
}


class Maker:
    """Makes the rows of all tables, the same each time."""

    def __init__(self, lang: str) -> None:
        self.rng, self.words = random.Random(2026), catalogue.read("synthetic", lang)
        self.say: dict[str, Any] = self.words["values"]
        self.rows: dict[str, list[tuple[object, ...]]] = {table: [] for table in TABLES}
        first, last = self.words["names"]["first"], self.words["names"]["last"]
        mark = "㈱" if lang == "ja" else " "
        end = "" if lang == "ja" else " Co."
        gap = "" if lang == "ja" else " "
        self.names = [f"{mark.strip()}{one}{gap}{two}{end}" for two in last for one in first][:_ACCOUNTS]

    def make(self) -> dict[str, list[tuple[object, ...]]]:
        """Return the rows of each table."""
        for n, name in enumerate(self.names):
            self._account(n, name)
            if n < _SEEN:
                self._journey(n, name)
        for table, rows in self.rows.items():
            if table != "accounts":
                rows.sort(key=lambda row: [str(cell) for cell in row])
        return self.rows

    def put(self, table: str, *cells: object) -> None:
        """Add a row to a table."""
        self.rows[table].append(cells)

    def text(self, kind: str) -> str:
        """Return something that customers say."""
        return str(self.rng.choice(self.words["texts"][kind]))

    def at(self, day: date) -> str:
        """Return a time of a day, as exports write it."""
        return f"{day:%Y/%m/%d} {self.rng.randint(8, 21):02d}:{self.rng.randint(0, 59):02d}"

    def after(self, day: date, low: int, high: int) -> date:
        """Return a day so many days later."""
        return day + timedelta(days=self.rng.randint(low, high))

    def _account(self, n: int, name: str) -> None:
        rng, say = self.rng, self.say
        target = say["yes"] if n % 3 else say["no"]
        picked = (rng.choice(say[of]) for of in ("industries", "sizes", "regions"))
        self.put("accounts", name, *picked, target)

    def _journey(self, n: int, name: str) -> None:
        seen = self._seen(n)
        asked = self._gathers(n, name, seen)
        if n < _DEALS:
            won = self._deal(n, name, asked)
            if won:
                self._uses(n, name, won)

    def _seen(self, n: int) -> date:
        """The first day of each: those who will come to a renewal long enough ago."""
        if n < _RENEWABLE:
            return date(2024, 4, 1) + timedelta(days=n * 13)
        if n < _WON:
            return date(2025, 8, 1) + timedelta(days=(n - _RENEWABLE) * 17)
        return self.after(date(2025, 3, 1), 0, 480 if n < _DEALS else 565)

    def _activity(self, name: str, day: date, what: str) -> None:
        if day <= AS_OF:
            number = self.names.index(name)
            self.put("marketing", self.at(day), name, f"hozen{number:03d}@example.jp", self.say[what])

    def _gathers(self, n: int, name: str, seen: date) -> date:
        """Fair, visits, mails; returns the day on which they ask for a quote."""
        if n % 2:
            self._activity(name, seen, "fair")
            seen = self.after(seen, 5, 30)
        day = seen
        for what in ("visit", "sent", "open", "visit", "download", "visit")[: 3 + n % 4]:
            self._activity(name, day, what)
            day = self.after(day, 3, 18)
        if n % 17 == 3 and not _WON <= n < _WON + _LOST:
            for back in (130, 80, 25):
                self._activity(name, AS_OF - timedelta(days=back), "seminar")
        if n % 9 == 5:
            self._activity(name, self.after(day, 2, 20), "optout")
        if n % 3 == 1:
            self.put("marketing", self.at(self.after(day, 1, 60)), "", "", self.say["visit"])
        if n < _DEALS:
            self._activity(name, day, "quote")
        return day

    def _deal(self, n: int, name: str, asked: date) -> date | None:
        """The deal; returns the day on which it was won."""
        made, say = self.after(asked, 1, 9), self.say
        ends = self.after(made, 45, 150)
        stage = "won" if n < _WON else "lost" if n < _WON + _LOST else ("quoting", "trying")[n % 2]
        if ends > AS_OF and stage in ("won", "lost"):
            stage = "trying"
        over = stage in ("won", "lost")
        if not over and n % 3 == 0:
            self._activity(name, self.after(AS_OF, -60, -10), "visit")
        shown = (
            made.strftime("%Y/%m/%d"),
            ends.strftime("%Y/%m/%d") if over else "",
            self.after(ends, -9, 20),
        )
        cells = (say[stage], f"¥{2_760_000 + n % 5 * 540_000:,}", self.rng.choice(say["sources"]))
        if made <= AS_OF:
            self.put("deals", f"D-{n + 101}", name, shown[0], shown[1], shown[2].strftime("%Y/%m/%d"), *cells)
        return ends if stage == "won" else None

    def _contract(self, day: date, name: str, kind: str, plants: int) -> None:
        if day <= AS_OF:
            self.put("contracts", day.strftime("%Y/%m/%d"), name, self.say[kind], 180_000 * plants)

    def _uses(self, n: int, name: str, won: date) -> None:
        start = self.after(won, 14, 35)
        self._contract(start, name, "start", 1)
        ends, leaves = start + timedelta(days=365), n < _RENEWABLE and n % 4 == 1 and n < 4 * _ENDED
        self._supports(n, name, start, leaves)
        self._logs(n, name, start, min(ends, AS_OF) if leaves else AS_OF, leaves)
        self._answers(name, start, 110, 5.5 if leaves else 6.5)
        self._renews(n, name, ends, leaves)

    def _renews(self, n: int, name: str, ends: date, leaves: bool) -> None:
        if leaves:
            self._contract(ends, name, "ended", 1)
            return
        decided = self.after(ends, -20, 15)
        self._contract(decided, name, "renewed", 1)
        self._answers(name, ends, 60, 7)
        if n % 5 == 2:
            self._contract(self.after(decided, 40, 70), name, "added", 2)
            self._contract(self.after(decided, 120, 160), name, "added", 3)

    def _ticket(self, day: date, name: str, kind: str, solved: int) -> None:
        if day <= AS_OF:
            number = len(self.rows["tickets"]) + 1001
            done = day + timedelta(days=solved)
            shown = self.at(done) if solved and done <= AS_OF else ""
            self.put("tickets", f"Q-{number}", name, self.at(day), shown, self.say[kind], self.text(kind))

    def _supports(self, n: int, name: str, start: date, leaves: bool) -> None:
        for kind in ("howto", "howto", "fault")[: 1 + n % 3]:
            self._ticket(self.after(start, 5, 90), name, kind, self.rng.randint(1, 6))
        if leaves or n % 3 == 0:
            self._ticket(self.after(start, 60, 160), name, "complaint", 0 if leaves else 4)
        if n % 9 == 4 and not leaves:
            self._ticket(AS_OF - timedelta(days=30 + n), name, "complaint", 0)
        if n % 4 == 2:
            self._ticket(self.after(start, 270, 330), name, "price", 2)

    def _logs(self, n: int, name: str, start: date, until: date, leaves: bool) -> None:
        day, fading = start, leaves or n % 11 == 6
        while day <= until:
            self.put("usage", self.at(day), name, self.say["login"])
            late = (until - day).days < 110
            day = self.after(day, 25, 45) if fading and late else self.after(day, 4, 14)

    def _answers(self, name: str, start: date, days: int, usual: float) -> None:
        day = _asked(self.after(start, days, days + 40)) + timedelta(days=self.rng.randint(0, 20))
        score = max(0, min(10, round(self.rng.gauss(usual, 1.8))))
        kind = "low" if score <= 5 else "middle" if score <= 7 else "high"
        if day <= AS_OF:
            self.put("survey", day.strftime("%Y/%m/%d"), name, score, self.text(kind))


def _asked(day: date) -> date:
    """Return when the next round of the survey begins: customers are asked in spring and in autumn."""
    rounds = (date(day.year + (month < day.month), month, 8) for month in _ROUNDS)
    return min(round_ for round_ in rounds if round_ >= day.replace(day=1))
