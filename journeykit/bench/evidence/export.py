"""A made-up export: customers who come closer bit by bit, and now and then step back."""

from __future__ import annotations

from pathlib import Path

from journeykit.evidence.rules import Rule, Rules, Source, Time
from journeykit.records import SIX

__all__ = ["COLUMNS", "EVENTS", "RULES", "write"]

COLUMNS = ("company", "happened", "what", "detail")
EVENTS: tuple[tuple[str, ...], ...] = (
    ("list_import", "ad_impression"),
    ("web_visit", "mail_open", "event_badge"),
    ("download", "form", "webinar"),
    ("call", "meeting", "proposal"),
    ("order", "contract"),
    ("login", "ticket", "nps", "renewal"),
)
"""What happens at each of the six stages."""

_DETAILS = ("", "product", "blog", "pricing", "price_list", "demo", "support", "second")
_EVENTS_EACH = 50

RULES = Rules(
    zone="Asia/Tokyo",
    sources=(
        Source(
            name="log",
            file="log.parquet",
            account="company",
            times=(Time(column="happened"),),
            what="what",
            subtype="detail",
        ),
        Source(
            name="companies",
            file="companies.csv",
            kind="accounts",
            account="company",
            segments=("size", "area"),
        ),
    ),
    rules=tuple(Rule(what=names, stage=stage) for names, stage in zip(EVENTS, SIX, strict=True)),
)


def write(folder: Path, many: int) -> None:
    """Write `many` events, in the order in which they happened, and their companies with two segments."""
    import duckdb

    folder.mkdir(parents=True)
    companies = max(1, many // _EVENTS_EACH)
    stages = "[" + ", ".join(f"{list(names)}" for names in EVENTS) + "]"
    named, details = "'ACC-' || lpad({}::varchar, 8, '0') as company".format, list(_DETAILS)
    events = f"""
        with drawn as (
            select i, i % {companies} as who, i // {companies} as nr from range({many}) r(i)),
        placed as (
            select *, hash(who)::hugeint % 31536000 as begins,
                1 + nr * (1 + hash(who) % 6) // 25
                    - (case when hash(i * 5 + 2) % 12 = 0 then 1 else 0 end) as rung
            from drawn),
        told as (
            select *, list_extract({stages}, greatest(1, least(6, rung))::int) as names from placed)
        select {named("who")},
            timestamp '2024-01-01'
                + to_seconds((begins + nr * 864000 + hash(i * 7 + 1) % 800000)::bigint) as happened,
            list_extract(names, (hash(i * 3 + 5) % len(names) + 1)::int) as what,
            list_extract({details}, (hash(i * 11 + 3) % {len(details)} + 1)::int) as detail
        from told order by happened"""
    accounts = f"""
        select {named("i")}, list_extract(['small', 'middle', 'large'], (hash(i) % 3 + 1)::int) as size,
            'area ' || (hash(i * 13) % 8)::varchar as area
        from range({companies}) r(i)"""
    with duckdb.connect() as db:
        db.execute("set threads = 2")
        db.execute("set memory_limit = '4GB'")
        db.execute("set temp_directory = $1", [str(folder / "rest")])
        db.execute(f"copy ({events}) to '{folder / 'log.parquet'}' (format parquet)")
        db.execute(f"copy ({accounts}) to '{folder / 'companies.csv'}' (header)")
