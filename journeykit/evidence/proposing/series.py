"""Files that came year by year or month by month: alike but for digits in their names, and read as one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from glob import escape
from pathlib import Path, PurePath

from journeykit.errors import ReadError
from journeykit.evidence.reading import databases
from journeykit.evidence.reading.files import matching
from journeykit.evidence.reading.headers import plain
from journeykit.evidence.rules import Source

__all__ = ["together"]

_DIGITS = re.compile("([0-9０-９]+)")
_GONE = re.compile("[_. -]*\0(?:年度|年分|月分|年|月|期)?")
_BETWEEN = "_-. "
_LONGEST = 190


def together(where: str | Path, columns: Mapping[Source, Sequence[str]]) -> dict[Source, list[Source]]:
    """Return a source for each series of files, with those it stands for; all others stand for themselves.

    Of a series are files that have the same headings and names that differ in digits only; its source is a
    pattern that takes these and no other file.
    """
    alike: dict[tuple[str, ...], list[Source]] = defaultdict(list)
    for source, names in columns.items():
        lone = databases.is_url(where) or source.sheet or source.table
        series = source.name if lone else _DIGITS.sub("\0", source.file)
        alike[series, *sorted(map(plain, names))].append(source)
    found: dict[Source, list[Source]] = {}
    for sources in alike.values():
        one = _one(Path(where), sources) if len(sources) > 1 else None
        found |= {one: sources} if one else {source: [source] for source in sources}
    return found


def _one(folder: Path, sources: Sequence[Source]) -> Source | None:
    """Return the source that takes just these files; None where no pattern does."""
    runs = [_DIGITS.split(source.file) for source in sources]
    pattern = "".join(_sign(at, parts) for at, parts in enumerate(zip(*runs, strict=True)))
    if len(pattern) > _LONGEST:
        return None
    one = Source(name=_name(runs) or sources[0].name, file=pattern)
    try:
        taken = {path.relative_to(folder).as_posix() for path in matching(folder, one)}
    except ReadError:
        return None
    return one if taken == {source.file for source in sources} else None


def _sign(at: int, parts: Sequence[str]) -> str:
    """Return what stands in the pattern for a part of the names: every second one is of digits."""
    if len(set(parts)) == 1:
        return escape(parts[0])
    if len({len(part) for part in parts}) > 1:
        return "[0-9]*" if all(map(str.isascii, parts)) else "*"
    return ("[0-9]" if all(map(str.isascii, parts)) else "?") * len(parts[0])


def _name(runs: Sequence[Sequence[str]]) -> str:
    """Return what the names have in common: "sales" of sales_2024.csv and sales_2025.csv."""
    said = "".join(parts[0] if len(set(parts)) == 1 else "\0" for parts in zip(*runs, strict=True))
    return _GONE.sub("", PurePath(said.removesuffix(".gz")).stem).strip(_BETWEEN)
