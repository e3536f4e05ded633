"""Files made to hurt: whatever they hold, they are read or refused with one sentence, and soon."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path

import pytest
from openpyxl import Workbook as Book

from journeykit import workshop as workshops
from journeykit.errors import ReadError
from journeykit.formats.arriving import planned
from journeykit.formats.incoming import told
from journeykit.formats.reading import understood
from journeykit.workshop import Workshop

HEAD = ",認知,検討,購入\n"
JOURNEY = "journey\n title t\n"
SPACES = " " * 100_000
MEETING = "reflectionGroup,author,votes,prompt,type,createdAt,discussionThread,content\n"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

WITHIN = """
import resource, runpy
resource.setrlimit(resource.RLIMIT_DATA, (500_000_000, 500_000_000))
runpy.run_module("journeykit", run_name="__main__", alter_sys=True)
"""


def workbook(**parts: str) -> bytes:
    """Return a small workbook, other contents in place of some of its parts, or beside them."""
    book, plain, made = Book(), io.BytesIO(), io.BytesIO()
    book.active.append(["認知", "検討", "購入"])
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in source.namelist():
            stem = name.rpartition("/")[2].partition(".")[0]
            packed.writestr(name, parts.get(stem, source.read(name)))
    return made.getvalue()


def sheet(*cells: str, rows: int = 1) -> str:
    row = "".join(f'<c t="inlineStr"><is><t xml:space="preserve">{cell}</t></is></c>' for cell in cells)
    return f"<worksheet {NAMESPACE}><sheetData>{f'<row>{row}</row>' * rows}</sheetData></worksheet>"


def sharing(text: str) -> bytes:
    """Return a workbook in which many cells share one text."""
    row = '<c t="s"><v>0</v></c>' * 10
    cells = f"<worksheet {NAMESPACE}><sheetData>{f'<row>{row}</row>' * 3_000}</sheetData></worksheet>"
    return workbook(sheet1=cells, sharedStrings=f"<sst {NAMESPACE}><si><t>{text}</t></si></sst>")


TEXTS: dict[str, tuple[str, Callable[[], str]]] = {
    "blanks in a heading": (".md", lambda: f"# a{SPACES}b\n# 認知\n- x\n# 検討\n- y"),
    "blanks before a label": (".md", lambda: f"# 認知\n{SPACES}ab{SPACES}c\n# 検討\n- y"),
    "blanks after a sign of a heading": (".md", lambda: f"#{SPACES}x\n# 認知\n- x\n# 検討\n- y"),
    "marks around marks": (".md", lambda: f"# {'*' * 1_000_000}\n# 認知\n- x\n# 検討\n- y"),
    "rules that are none": (".md", lambda: f"|a|b|\n{' ' * 4_900}-x\n" * 1_000),
    "blanks in a feeling": (".csv", lambda: f"{HEAD}感情,({SPACES}x,1"),
    "blanks in a cell": (".csv", lambda: f"{HEAD}行動,a{SPACES}b" * 3),
    "notes without end": (".csv", lambda: HEAD + '\n行動,"' + "・あああああ" * 20_000 + '"' * 10),
    "columns without end": (".tsv", lambda: "\t" * 9_000_000),
    "too many notes": (".csv", lambda: HEAD + "行動,a,b,c\n" * 4_990 + '思考,"' + "- x\n" * 30_000 + '"'),
    "a line of ten million signs": (".md", lambda: "a" * 10_000_000),
    "lines without end of a sheet": (".csv", lambda: "id,about,original,translation\n" + "\n" * 9_000_000),
    "votes without end": (
        ".csv",
        lambda: MEETING + "".join(f"g{i},a,99999999,p,Reflection,t{i},,text {i}\n" for i in range(4_900)),
    ),
    "stages without end": (
        ".mmd",
        lambda: JOURNEY + "".join(f"section s{i}\n t: 3: A\n" for i in range(2_400)),
    ),
    "blanks before a break": (".mmd", lambda: f"journey\n title a{SPACES}<br\nsection 認知\n t: 3: A"),
    "stages of yaml without end": (".yaml", lambda: "stages:\n" + "- {name: x, actions: y}\n" * 14_000),
    "nesting without end": (".yaml", lambda: "[" * 1_000_000),
    "laughs": (".yaml", lambda: "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]"),
    "a box that goes on": (".txt", lambda: "A0-A: x\nA1-A: a\n" + f"{'y' * 3_900}\n" * 4_900),
    "blanks in a box": (".txt", lambda: f"A0-A: x\nA1-A: a{SPACES}b"),
    "digits without end": (".txt", lambda: f"A0-A: x\nA6-A: {'0' * 5_000}\nV1-A: t\nV1-C: {'0' * 5_000}"),
    "nothing of use in a sheet": (".txt", lambda: "S1-B: ?\nS1-C: ?\nK1-A: 0\nK1-Z: ?"),
    "tables without end": (".md", lambda: "|認知|検討|購入|\n|-|-|-|\n|a|b|c|\n\n" * 4_000),
    "signs of no text": (".csv", lambda: "\ufeff\u202e\u2066,認知\x1b[31m,検討\n行動,\u200b,=cmd()"),
}
BOOKS: dict[str, Callable[[], bytes]] = {
    "laughs": lambda: workbook(sheet1=f'<!DOCTYPE x [<!ENTITY a "ha">]>{sheet("&a;")}'),
    "a file of this machine": lambda: workbook(
        sheet1=f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hosts">]>{sheet("&a;")}'
    ),
    "blanks in cells": lambda: workbook(sheet1=sheet("認知", "検討", f"a{SPACES}b", rows=20)),
    "a text shared by many": lambda: sharing("x y" * 300_000),
    "marks in a heading": lambda: workbook(sheet1=sheet("*" * 300_000, "認知", "検討")),
    "looks without end": lambda: workbook(styles=f"<styleSheet {NAMESPACE}>{'<xf/>' * 500_000}</styleSheet>"),
    "no sheets": lambda: workbook(workbook=f"<workbook {NAMESPACE}><sheets/></workbook>"),
    "cut short": lambda: workbook()[:-300],
    "something else": lambda: b"PK\x03\x04" + b"\xff" * 1_000,
}


Looking = Callable[[str, bytes], None]


@pytest.fixture
def looked_through(workshop: Workshop, soon: Callable[[], AbstractContextManager[None]]) -> Looking:
    """Reads a file as far as a command does that shows what it holds."""

    def look(name: str, data: bytes) -> None:
        with soon(), suppress(ReadError):
            _, incoming = understood(name, data, "ja")
            told.rows(planned(workshop.journey, incoming), "ja")

    return look


@pytest.mark.parametrize("subject", TEXTS)
def test_a_text_made_to_hurt_is_read_or_refused_soon(looked_through: Looking, subject: str) -> None:
    ending, make = TEXTS[subject]
    looked_through(f"x{ending}", make().encode())


@pytest.mark.parametrize("subject", BOOKS)
def test_a_workbook_made_to_hurt_is_read_or_refused_soon(looked_through: Looking, subject: str) -> None:
    looked_through("x.xlsx", BOOKS[subject]())


@pytest.mark.parametrize("method", [1, 9, 12, 14, 93, 99])
def test_a_file_packed_in_any_other_way_is_refused_with_a_sentence(
    looked_through: Looking, method: int
) -> None:
    data = bytearray(workbook())
    for mark, at in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        found = -1
        while (found := data.find(mark, found + 1)) >= 0:
            data[found + at] = method
    looked_through("x.xlsx", bytes(data))


def test_a_refused_file_is_told_in_one_line_within_memory_and_changes_nothing(tmp_path: Path) -> None:
    with_it = workshops.create(tmp_path / "w", lang="ja")
    before = [change.id for change in with_it.changes]
    with_it.close()
    (tmp_path / "x.csv").write_bytes(b"," * 19_000_000)
    command = [sys.executable, "-c", WITHIN, "import", str(tmp_path / "w"), str(tmp_path / "x.csv"), "--yes"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=30, check=False)
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (1, 1)
    again = workshops.open(tmp_path / "w")
    assert [change.id for change in again.changes] == before
    again.close()
