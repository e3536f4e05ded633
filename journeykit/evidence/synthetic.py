"""The sample workshop's own export and its rule file: everything in it is made up; see `invented`."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from journeykit import catalogue
from journeykit.evidence import rules as rulefile
from journeykit.evidence.invented import AS_OF, TABLES, Maker
from journeykit.evidence.rules import LEFT, Rule, Rules, Source, Time

__all__ = ["AS_OF", "rules", "write"]


def rules(lang: str) -> Rules:
    """Return the rule file of the made-up export, for the stages of the sample workshop."""
    words = catalogue.read("synthetic", lang)
    head, files, say, called = words["heads"], words["files"], words["values"], words["names_of"]

    def source(name: str, times: tuple[str, ...] = (), **more: Any) -> Source:
        told = tuple(Time(column=head[time], what=head[time] if len(times) > 1 else "") for time in times)
        return Source(name=called[name], file=files[name], account=head["account"], times=told, **more)

    def rule(name: str, stage: str, *what: str, column: str = "what", moves: str = "up") -> Rule:
        values = tuple(say.get(word) or head[word] for word in what)
        return Rule.model_validate(
            {"source": (called[name],), column: values, "stage": stage, "moves": moves}
        )

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
    for table, rows in Maker(lang).make().items():
        text = io.StringIO()
        put = csv.writer(text, lineterminator="\r\n")
        put.writerow([words["heads"][head] for head in TABLES[table]])
        put.writerows(rows)
        (data / words["files"][table]).write_bytes(text.getvalue().encode("utf-8-sig"))
    (data / words["files"]["readme"]).write_text(words["readme"]["text"].lstrip(), "utf-8")
    rulefile.write(folder / "rules.toml", rules(lang), lang)
