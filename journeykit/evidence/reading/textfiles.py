"""Text files of rows: their encoding, their delimiter, their header; made plain where they are not."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

from journeykit.errors import ReadError
from journeykit.evidence.reading.headers import header_of

__all__ = ["Form", "ends", "lines", "records", "sniff"]

_SAMPLE = 1 << 18
_LONGEST = 1 << 27
"""So many characters may a field have; some exports put a whole mail into one."""
_MOST_LINES = 20_000
"""A row of more lines than that comes from a quote that nobody closed."""
_DELIMITERS = ",\t;|"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_RUN = re.compile(r"[^\x00-\x7f]+")


class Form(NamedTuple):
    """How a file is written; `skip` lines stand above the rows, `plain` where DuckDB can read it.

    Above are the header and what precedes it; a quoted cell of several lines is one of the `above`.
    """

    encoding: str
    delimiter: str
    header: list[str]
    skip: int
    above: int
    newline: str
    plain: bool


def _packed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"\x1f\x8b"


def _open(path: Path) -> IO[bytes]:
    return gzip.open(path, "rb") if _packed(path) else path.open("rb")  # type: ignore[return-value]


def sniff(path: Path) -> Form | None:
    """Return how a file is written, None if nothing is in it."""
    with _open(path) as file:
        head = file.read(_SAMPLE)
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return None
    encoding = _encoding(path, head)
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    text = decoder.decode(head).removeprefix("\ufeff").replace("\0", "")
    whole = len(head) < _SAMPLE
    delimiter = _delimiter(text, whole)
    rows = list(_sample(text, delimiter, whole))
    at = header_of([row for row, _ in rows])
    row, skip = rows[at]
    above = "".join(io.StringIO(text, newline="").readlines()[:skip])
    newline = "\r\n" if above.endswith("\r\n") else "\n"
    plain = encoding.startswith("utf-8") and b"\0" not in head and not _packed(path)
    own = _outside(above.encode(), 0)[0] + (not above.endswith("\n"))
    return Form(encoding, delimiter, row, skip, own, newline, plain and not above.endswith("\r"))


def ends(path: Path) -> int:
    """Return how many lines end outside of quotes: what a quick reader must have found as well."""
    found, within, last = 0, 0, b"\n"
    with path.open("rb") as file:
        while block := file.read(1 << 22):
            n, within = _outside(block, within)
            found, last = found + n, block[-1:]
    return found + (last != b"\n")


def _outside(block: bytes, within: int) -> tuple[int, int]:
    """Return how many lines end outside of quotes, and whether the last quote is open (1)."""
    parts = block.split(b'"')
    return sum(part.count(b"\n") for part in parts[within::2]), (within + len(parts) - 1) % 2


def _encoding(path: Path, head: bytes) -> str:
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    pairs = max(len(head) // 2, 1)
    if head[1::2].count(0) > 0.3 * pairs:
        return "utf-16-le"
    if head[0::2].count(0) > 0.3 * pairs:
        return "utf-16-be"
    if _decodes(path, "utf-8"):
        return "utf-8"
    if _decodes(path, "cp932") and _reads_japanese(head):
        return "cp932"
    broken = head.decode("utf-8", "replace").count("\ufffd")
    if broken * 20 < len(_RUN.findall(head.decode("utf-8", "ignore"))):
        return "utf-8"  # a few broken characters in a file that is UTF-8 otherwise
    return "cp1252" if _decodes(path, "cp1252") else "latin-1"


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        with _open(path) as file:
            while block := file.read(1 << 22):
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _reads_japanese(head: bytes) -> bool:
    """Tell whether bytes are Japanese as cp932: its words are runs, a letter with an accent stands alone."""
    runs = Counter(len(run) > 1 for run in _RUN.findall(head.decode("cp932", "ignore")))
    return runs[True] >= runs[False]


def _sample(text: str, delimiter: str, whole: bool) -> Iterator[tuple[list[str], int]]:
    """Yield the first rows and the line each ends at; the last may be cut off."""
    csv.field_size_limit(_LONGEST)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    kept: tuple[list[str], int] | None = None
    for number, row in enumerate(reader):
        if kept:
            yield kept
        if number > 200:
            return
        kept = (row, reader.line_num)
    if kept and (whole or number == 0):
        yield kept


def _delimiter(text: str, whole: bool) -> str:
    def evenness(delimiter: str) -> tuple[float, int]:
        widths = [len(row) for row, _ in _sample(text, delimiter, whole) if any(row)]
        width, often = max(Counter(widths).items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        return (often / len(widths) if width > 1 else 0.0, width)

    return max(_DELIMITERS, key=evenness)


def lines(path: Path, encoding: str, counts: Counter[str]) -> Iterator[str]:
    """Yield a file's lines as text, NUL taken out; `counts` learns of what was not readable."""
    with _open(path) as file, io.TextIOWrapper(file, encoding, errors="replace", newline="") as text:
        for line in text:
            counts["bytes"] += len(line)
            counts["nul"] += line.count("\0")
            counts["bad_bytes"] += line.count("\ufffd")
            yield line.replace("\0", "")


def records(
    source: Iterable[str], delimiter: str, width: int, counts: Counter[str], *, file: str = "", above: int = 0
) -> Iterator[list[str]]:
    """Yield rows of `width` fields; short ones are filled up, long ones cut, and both are counted."""
    csv.field_size_limit(_LONGEST)
    reader = csv.reader(source, delimiter=delimiter)
    line = 0
    try:
        for row in reader:
            if reader.line_num - line > _MOST_LINES:
                raise ReadError("open_quote", file=file, line=above + line + 1)
            line = reader.line_num
            if not any(row):
                continue
            counts["rows"] += 1
            counts["short"] += len(row) < width
            counts["long"] += any(row[width:])
            yield (row + [""] * (width - len(row)))[:width]
    except csv.Error as error:
        raise ReadError("open_quote", file=file, line=above + line + 1) from error
