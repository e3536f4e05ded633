"""Worksheets that come back: chosen in a guided notebook, shown, taken over, on the board, taken back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Any

from playwright.sync_api import Locator, expect

from journeykit import catalogue, workshop
from journeykit.formats import sheets
from journeykit.store import Store
from journeykit.workshop import Workshop

Once = Callable[..., None]
TEXT = "現場で点検表を<b>スマートフォン</b>で撮っている"


def worksheet() -> dict[str, Any]:
    """Return a worksheet as somebody sends it back, with one note on it."""
    with closing(Workshop(Store(), lang="ja")) as theirs:
        theirs.put("persona", "kato", name="加藤")
        theirs.put("note", "n", persona="kato", stage="aware", lane="action", text=TEXT)
        data = sheets.filled(theirs, "ja")
    return {"name": "<i>営業部</i>.xlsx", "mimeType": "application/octet-stream", "buffer": data}


def chosen(panel: Locator, *files: dict[str, Any]) -> None:
    panel.locator("input[type=file]").set_input_files([*files])
    expect(panel.locator(".jk-bring h4")).to_be_visible()


def test_a_filled_in_worksheet_is_imported_seen_on_the_board_and_taken_back(guided, once: Once) -> None:
    guided.open("05_map")
    guided.state("ready")
    panel, board = guided.panel("bring"), guided.panel("board")
    chosen(panel, worksheet())
    expect(panel.locator("td").filter(has_text=TEXT)).to_be_visible()
    expect(panel.locator("summary").filter(has_text="<i>営業部</i>.xlsx")).to_be_visible()
    expect(board.get_by_text(TEXT)).to_have_count(0)
    panel.locator(".jk-bring .jk-main").click()
    expect(board.get_by_text(TEXT).first).to_be_visible()
    with closing(workshop.open(guided.folder)) as found:
        assert [note.text for note in found.journey.notes] == [TEXT]
        panel.get_by_role("button", name=catalogue.say("panels.bring.undo", "ja")).click()
        once(lambda: not found.journey.notes)
    expect(board.get_by_text(TEXT)).to_have_count(0)
    assert (guided.complaints, guided.strangers) == ([], [])


def test_nothing_is_imported_where_somebody_thinks_better_of_it(guided) -> None:
    guided.open("00_start")
    guided.state("ready")
    panel = guided.panel("bring")
    chosen(panel, worksheet())
    panel.get_by_role("button", name=catalogue.say("panels.bring.cancel", "ja")).click()
    expect(panel.locator(".jk-bring")).to_be_hidden()
    expect(panel.locator(".jk-status")).to_have_text(catalogue.say("panels.bring.cancelled", "ja"))
    with closing(workshop.open(guided.folder)) as found:
        assert found.journey.notes == ()


def test_as_much_as_the_limit_passes_through_the_notebooks_line_and_more_is_told(guided) -> None:
    guided.open("00_start")
    guided.state("ready")
    panel = guided.panel("bring")
    most = {"name": "much.csv", "mimeType": "text/csv", "buffer": b"x" * 10_000_000}
    chosen(panel, most)
    expect(panel.locator(".jk-error")).to_be_visible()
    panel.locator("input[type=file]").set_input_files([{**most, "buffer": b"x" * 10_000_001}])
    told = catalogue.say("panels.bring.too_large", "ja", size="10.1", most=10)
    expect(panel.locator(".jk-status")).to_have_text(told)
    expect(panel.locator(".jk-bring")).to_be_hidden()
