"""The sample workshop's own export, made up: 120 factories around the maintenance service of the sample map.

It agrees with the map in some things (22 customers come to their first renewal, five of them leave; answers
are sour before use takes root) and not in others, so that claims against data have something to say.
"""

from __future__ import annotations

import csv
import io
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from journeykit import catalogue
from journeykit.evidence import rules as rulefile
from journeykit.evidence.rules import LEFT, Rule, Rules, Source, Time

__all__ = ["AS_OF", "rules", "write"]

AS_OF = date(2026, 10, 31)
_ACCOUNTS, _SEEN, _DEALS, _WON, _LOST = 120, 100, 64, 34, 20
_RENEWABLE, _ENDED = 22, 5
_TABLES = {
    "accounts": ("account", "industry", "size", "region", "target"),
    "marketing": ("at", "account", "mail", "what"),
    "deals": ("deal", "account", "made", "closed", "expected", "stage", "amount", "source"),
    "contracts": ("day", "account", "kind", "monthly"),
    "tickets": ("ticket", "account", "asked", "solved", "kind", "content"),
    "survey": ("answered", "account", "score", "voice"),
    "usage": ("used", "account", "operation"),
}


class _Maker:
    """Makes the rows of all tables, the same each time."""

    def __init__(self, lang: str) -> None:
        self.rng, self.words = random.Random(2026), catalogue.read("synthetic", lang)
        self.say: dict[str, Any] = self.words["values"]
        self.rows: dict[str, list[tuple[object, ...]]] = {table: [] for table in _TABLES}
        first, last = self.words["names"]["first"], self.words["names"]["last"]
        mark = "㈱" if lang == "ja" else " "
        end = "" if lang == "ja" else " Co."
        gap = "" if lang == "ja" else " "
        self.names = [f"{mark.strip()}{one}{gap}{two}{end}" for two in last for one in first][:_ACCOUNTS]

    def make(self) -> dict[str, list[tuple[object, ...]]]:
        for n, name in enumerate(self.names):
            self._account(n, name)
            if n < _SEEN:
                self._journey(n, name)
        for table, rows in self.rows.items():
            if table != "accounts":
                rows.sort(key=lambda row: [str(cell) for cell in row])
        return self.rows

    def put(self, table: str, *cells: object) -> None:
        self.rows[table].append(cells)

    def text(self, kind: str) -> str:
        return str(self.rng.choice(self.words["texts"][kind]))

    def at(self, day: date) -> str:
        return f"{day:%Y/%m/%d} {self.rng.randint(8, 21):02d}:{self.rng.randint(0, 59):02d}"

    def after(self, day: date, low: int, high: int) -> date:
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
        return self.after(date(2025, 3, 1), 0, 480)

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
        if n % 17 == 3:
            for back in (130, 80, 25):
                self._activity(name, AS_OF - timedelta(days=back), "seminar")
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
        self._answers(name, start, 110, 5 if leaves else 6)
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
        if n % 9 == 4:
            self._ticket(AS_OF - timedelta(days=30 + n), name, "complaint", 0)
        if n % 4 == 2:
            self._ticket(self.after(start, 270, 330), name, "price", 2)

    def _logs(self, n: int, name: str, start: date, until: date, leaves: bool) -> None:
        day, fading = start, leaves or n % 11 == 6
        while day <= until:
            self.put("usage", self.at(day), name, self.say["login"])
            late = (until - day).days < 110
            day = self.after(day, 25, 45) if fading and late else self.after(day, 4, 14)

    def _answers(self, name: str, start: date, days: int, usual: int) -> None:
        day = self.after(start, days, days + 40)
        score = max(0, min(10, round(self.rng.gauss(usual, 1.8))))
        kind = "low" if score <= 5 else "middle" if score <= 7 else "high"
        if day <= AS_OF:
            self.put("survey", day.strftime("%Y/%m/%d"), name, score, self.text(kind))


def rules(lang: str) -> Rules:
    """Return the rule file of the made-up export, for the stages of the sample workshop."""
    words = catalogue.read("synthetic", lang)
    head, files, say = words["heads"], words["files"], words["values"]

    def source(name: str, times: tuple[str, ...] = (), **more: Any) -> Source:
        told = tuple(Time(column=head[time], what=head[time] if len(times) > 1 else "") for time in times)
        return Source(name=name, file=files[name], account=head["account"], times=told, **more)

    def rule(name: str, stage: str, *what: str, column: str = "what", moves: str = "up") -> Rule:
        values = tuple(say.get(word) or head[word] for word in what)
        return Rule.model_validate({"source": (name,), column: values, "stage": stage, "moves": moves})

    closed = {"column": "subtype", "moves": "any"}
    return Rules(
        key="account",
        zone="Asia/Tokyo",
        as_of=AS_OF.isoformat(),
        sources=(
            source(
                "accounts", kind="accounts", segments=(head["industry"], head["size"]), target=head["target"]
            ),
            source("marketing", ("at",), contact=head["mail"], what=head["what"]),
            source(
                "deals", ("made", "closed"), deal=head["deal"], subtype=head["stage"], amount=head["amount"]
            ),
            source("contracts", ("day",), what=head["kind"], amount=head["monthly"]),
            source("tickets", ("asked",), what=head["kind"], text=head["content"]),
            source("survey", ("answered",), score=head["score"], text=head["voice"]),
            source("usage", ("used",), what=head["operation"]),
        ),
        rules=(
            rule("marketing", "", "sent"),
            rule("marketing", "aware", "fair", "seminar"),
            rule("marketing", "interest", "visit", "download", "open"),
            rule("marketing", "consideration", "quote"),
            rule("deals", "consideration", "made"),
            rule("deals", "purchase", "won", **closed),
            rule("deals", LEFT, "lost", **closed),
            rule("contracts", "retention", "start"),
            rule("contracts", "renewal", "renewed", "added"),
            rule("contracts", LEFT, "ended", moves="any"),
            rule("tickets", "renewal", "price"),
            *(rule(name, "retention") for name in ("tickets", "survey", "usage")),
        ),
    )


def write(folder: Path, lang: str) -> None:
    """Write the made-up export to `folder`/data and its rule file beside it; other files there stay.

    Raises `WorkshopError` where the rule file cannot be written.
    """
    words, data = catalogue.read("synthetic", lang), folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    for table, rows in _Maker(lang).make().items():
        text = io.StringIO()
        put = csv.writer(text, lineterminator="\r\n")
        put.writerow([words["heads"][head] for head in _TABLES[table]])
        put.writerows(rows)
        (data / words["files"][table]).write_bytes(text.getvalue().encode("utf-8-sig"))
    (data / words["files"]["readme"]).write_text(words["readme"]["text"].lstrip(), "utf-8")
    rulefile.write(folder / "rules.toml", rules(lang), lang)
