"""Themes in a real browser: a proposal is accepted, renamed, another ignored, a card's double chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

Enter = Callable[..., Any]
FAIR = ["展示会で資料をもらう", "展示会で名刺を渡す", "展示会のブース", "展示会は人が多い"]
PRICE = ["料金を知りたい", "料金表がない", "料金が高すぎる", "料金の内訳"]


def written(enter: Enter, panel: str, *texts: str) -> Any:
    room = enter(panel, "ja", filled=False)
    room.workshop.put("room", step="05_map")
    room.workshop.put("persona", "a", name="A")
    for at, text in enumerate(texts):
        room.workshop.put("note", f"n{at}", persona="a", stage="aware", lane="need", text=text)
    room.load()
    return room


def saved(room: Any) -> None:
    expect(room.page.locator(".jk-status")).to_have_attribute("data-state", "saved")


def test_proposals_are_accepted_changed_and_ignored(enter: Enter) -> None:
    room = written(enter, "themes", *FAIR, *PRICE)
    page, proposals = room.page, room.page.locator(".jk-theme:not(.jk-theme-made)")
    fair = proposals.filter(has_text="名刺")
    fair.get_by_role("checkbox").nth(3).uncheck()
    fair.get_by_label("テーマの名前").fill("展示会は<b>入口</b>")
    fair.get_by_role("button", name="テーマにする").click()
    proposals.filter(has_text="内訳").get_by_role("button", name="この案は使わない").click()
    expect(proposals).to_have_count(0)
    made = page.locator(".jk-theme-made")
    made.get_by_label("テーマの名前").fill("展示会から始まる")
    made.get_by_role("button", name="テーマから外す").first.click()
    expect(made.locator(".jk-theme-notes li")).to_have_count(2)
    saved(room)
    assert [(t.title, len(t.notes), t.ignored) for t in room.workshop.journey.themes] == [
        ("展示会から始まる", 2, False),
        ("料金", 4, True),
    ]
    made.get_by_role("button", name="解く").click()
    expect(made).to_have_count(0)


def test_cards_that_may_say_the_same_are_selected_for_merging(enter: Enter) -> None:
    room = written(enter, "wall", "稟議書を書き直す", "稟議書を書き直す。", "料金を知りたい")
    room.page.locator(".jk-wall-same").get_by_role("button").click()
    room.page.get_by_role("button", name="1件にまとめる").click()
    saved(room)
    assert len(room.workshop.journey.notes) == 2
    expect(room.page.locator(".jk-wall-same li")).to_have_count(0)
