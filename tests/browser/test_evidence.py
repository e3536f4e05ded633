"""Step 07 in a real browser: tables, rules, figures, a finding on the map; hostile data are only text."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from playwright.sync_api import expect

from journeykit import workshop
from journeykit.evidence.place import place

Enter = Callable[..., Any]
HOSTILE = "<img src=x onerror='window.hurt = 1'>"


def tables(folder: Path, n: int = 24) -> None:
    """Put an export into the workshop's folder, with signs of code in names, headings and texts."""
    begin, rows = date(2026, 1, 5), [["取引先名", "活動日", "種別", "コメント", HOSTILE]]
    for at in range(n):
        for number, (what, each) in enumerate((("資料請求", 1), ("商談", 2), ("受注", 3))):
            if at % each == 0:
                day = (begin + timedelta(days=at + 20 * number)).isoformat()
                rows.append([f"{at}号{HOSTILE}", day, what, f"{HOSTILE}説明に時間がかかった({at})", HOSTILE])
    rows.append([f"0号{HOSTILE}", "2026-03-01", HOSTILE, "", ""])
    place(folder).make()
    with (place(folder).data / "活動.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


@pytest.fixture
def data(folder: Path) -> Iterator[Path]:
    tables(folder)
    yield folder
    rmtree(folder / "evidence")


def test_from_tables_to_a_finding_on_the_map(guided: Any, data: Path, once: Callable[..., None]) -> None:
    guided.open("07_evidence")
    guided.state("ready")
    sources, rules = guided.panel("sources"), guided.panel("rules")
    column = sources.get_by_label("「取引先名」の列の内容")
    expect(column).to_have_value("account")
    expect(sources.locator("tbody tr")).to_have_count(10)
    sources.get_by_role("button", name="この内容で決める").click()
    expect(rules.locator(".jk-rule")).not_to_have_count(0)
    unmapped = rules.locator(".jk-unmapped li")
    expect(unmapped).to_have_count(1)
    before = rules.locator(".jk-rule").count()
    unmapped.get_by_role("button").click()
    expect(rules.locator(".jk-rule")).to_have_count(before + 1)
    expect(unmapped).to_have_count(0)
    rules.locator(".jk-rule").last.get_by_label("段階", exact=True).select_option("aware")
    expect(rules.locator(".jk-rule").last).to_contain_text("認知")
    figures = guided.panel("evidence")
    figures.get_by_role("button", name="集計する").click()
    expect(figures.locator(".jk-quality tbody tr")).not_to_have_count(0, timeout=60_000)
    keep = figures.locator(".jk-found li").first
    words = keep.locator("p").inner_text()
    keep.get_by_role("button").click()
    expect(keep.get_by_role("button")).to_have_text("加えました")
    guided.open("05_map")
    guided.state("ready")
    expect(guided.panel("findings")).to_be_visible()
    with closing(workshop.open(data)) as opened:
        assert [finding.text for finding in opened.journey.findings] == [words]
    assert guided.page.evaluate("window.hurt") is None
    assert (guided.complaints, guided.strangers) == ([], [])


@pytest.mark.parametrize("width", [1280, 390])
def test_the_step_fits_the_screen(guided: Any, data: Path, width: int) -> None:
    guided.page.set_viewport_size({"width": width, "height": 844})
    guided.open("07_evidence")
    guided.state("ready")
    sources, rules = guided.panel("sources"), guided.panel("rules")
    expect(sources.get_by_label("「取引先名」の列の内容")).to_have_value("account")
    expect(sources.locator("tbody tr")).to_have_count(10)
    sources.get_by_role("button", name="この内容で決める").click()
    expect(rules.locator(".jk-rule")).not_to_have_count(0)
    assert guided.page.locator(".jk-guided .jp-WindowedPanel-outer").evaluate("(n) => n.scrollWidth") <= width


def test_who_takes_part_sees_figures_and_nothing_to_press(enter: Enter) -> None:
    room = enter("evidence", "ja", guest=True)
    assert room.page.locator("button").count() == 0
