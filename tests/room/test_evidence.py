"""The customer's own data in the room: who leads works with them, participants read figures and no more."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from journeykit.evidence.place import place


def tables(folder: Path) -> None:
    """Put an export of thirty companies into the room's folder."""
    place(folder).make()
    rows = [[f"Company {at}", f"2026-01-{1 + at % 28:02d}", "Download"] for at in range(30)]
    with (place(folder).data / "activities.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["Account", "Activity date", "Type"], *rows])


def ask(leader: Any, panel: str, do: str = "open", **more: Any) -> dict[str, Any]:
    """Ask as the facilitator's page does, until nothing is running any more."""
    reply = leader.act(panel, {"id": "m", "do": do, **more}).json()
    until = time.monotonic() + 60
    while reply.get("running") and time.monotonic() < until:
        time.sleep(0.2)
        reply = leader.act(panel, {"id": "n", "do": "open"}).json()
    found: dict[str, Any] = reply
    return found


@pytest.fixture
def led(serve: Callable[..., Any]) -> Any:
    """A room at step 07 whose facilitator has confirmed what is proposed."""
    room = serve()
    tables(room.folder)
    leader = room.leader()
    leader.lead("step", step="07_evidence")
    told = ask(leader, "sources")
    sources = [
        {
            **{name: table[name] for name in ("name", "kind", "order")},
            "columns": [
                {"column": c["name"], "role": c["role"], "what": c["what"]} for c in table["columns"]
            ],
            "lookups": [],
        }
        for table in told["tables"]
    ]
    assert ask(leader, "sources", "save", **told["settings"], sources=sources)["ok"]
    return room, leader


def test_figures_reach_participants_and_names_do_not(led: Any) -> None:
    room, leader = led
    guest = room.guest("Ann")
    assert ask(leader, "evidence", "update")["trouble"] == ""
    seen = guest.look("room")
    assert "activities" in seen
    assert "Company 1" not in seen
    assert str(room.folder) not in seen


@pytest.mark.parametrize("panel", ["sources", "rules", "evidence"])
def test_participants_cannot_ask_for_the_data(led: Any, panel: str) -> None:
    room, _ = led
    refused = room.guest("Ann").act(panel, {"id": "m", "do": "open"})
    assert refused.status_code == (404 if panel != "evidence" else 200)
    assert "Company" not in refused.text
    assert refused.json().get("ok") is not True
