"""The panels of step 07: the wizard, the rule editor, the figures; long work goes on beside."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from journeykit import panels, workshop
from journeykit.evidence.place import place
from journeykit.evidence.rules import read
from journeykit.formats.deck.slides import slides
from journeykit.panels import Viewer
from journeykit.records import PARTICIPANT
from journeykit.workshop import Workshop

HOSTILE = '<img src=x onerror="alert(1)">'
PANELS = ("sources", "rules", "evidence")


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Workshop]:
    with closing(workshop.create(tmp_path / "ws", lang="en")) as made:
        yield made


def write(folder: Path, name: str, rows: list[list[str]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def activities(folder: Path, n: int = 40) -> None:
    """Put an export into a folder: of `n` companies all download, half ask for a quote, a quarter order."""
    begin, rows = date(2026, 1, 5), [["Account", "Activity date", "Type", "Comment"]]
    steps = [("Download", 1), ("Quote", 2), ("Won", 4), ("Support ticket", 4)]
    for at in range(n):
        for number, (what, each) in enumerate(steps):
            if at % each == 0:
                day = begin + timedelta(days=at + 20 * number)
                rows.append(
                    [f"Company {at}", day.isoformat(), what, f"They told us about case {at} in detail"]
                )
    rows += [["Company 0", "2026-03-01", "Zzz", HOSTILE]]
    write(folder, "activities.csv", rows)


def ask(opened: Workshop, panel: str, do: str = "open", lang: str = "en", **more: Any) -> dict[str, Any]:
    """Send a message, and ask on until nothing is running any more; the answer is JSON."""
    viewer = Viewer(lang, "07_evidence", workshop=opened.id)
    reply = panels.act(panel, opened, viewer, {"id": "m-1", "do": do, **more})
    while reply.get("running"):
        for errand in opened.errands.values():
            errand.wait(30)
        reply = panels.act(panel, opened, viewer, {"id": "m-2", "do": "open"})
    found: dict[str, Any] = json.loads(json.dumps(reply))
    return found


def confirm(opened: Workshop, **more: Any) -> dict[str, Any]:
    """Confirm what is proposed, as the view does."""
    told = ask(opened, "sources")
    sources = [
        {
            **{name: table[name] for name in ("name", "kind", "order")},
            "columns": [
                {"column": c["name"], "role": c["role"], "what": c["what"]} for c in table["columns"]
            ],
            "lookups": [one["on"] for one in table["lookups"]],
        }
        for table in told["tables"]
    ]
    return ask(opened, "sources", "save", **told["settings"] | more, sources=sources)


@pytest.fixture
def confirmed(opened: Workshop) -> Workshop:
    activities(place(opened.folder).data)
    assert confirm(opened)["ok"]
    return opened


def test_without_tables_the_folder_is_named(opened: Workshop) -> None:
    told = ask(opened, "sources")
    assert (told["tables"], told["saved"], told["trouble"]) == ([], False, "")
    assert told["folder"] == str(opened.folder / "evidence" / "data")


def test_a_look_makes_the_folder_and_writes_nothing_into_it(opened: Workshop) -> None:
    ask(opened, "sources", "propose")
    assert [path.name for path in (opened.folder / "evidence").rglob("*")] == ["data"]


def test_the_wizard_shows_ten_rows_and_why_each_column_is_what_it_is(opened: Workshop) -> None:
    activities(place(opened.folder).data)
    (table,) = ask(opened, "sources")["tables"]
    roles = {column["name"]: column["role"] for column in table["columns"]}
    assert roles == {"Account": "account", "Activity date": "time", "Type": "what", "Comment": "text"}
    assert len(table["rows"]) == 10
    assert all(column["why"] for column in table["columns"])


def test_what_is_confirmed_is_the_rule_file(confirmed: Workshop) -> None:
    (source,) = read(place(confirmed.folder).rules).sources
    assert (source.account, source.what, source.times[0].column) == ("Account", "Type", "Activity date")


def test_a_choice_that_was_changed_stays_when_the_page_is_opened_again(confirmed: Workshop) -> None:
    confirm(confirmed, zone="Europe/Paris", idle=30)
    told = ask(confirmed, "sources")
    assert (told["saved"], told["settings"]["zone"], told["settings"]["idle"]) == (True, "Europe/Paris", 30)


def test_a_new_proposal_is_shown_and_what_was_confirmed_stays(confirmed: Workshop) -> None:
    confirm(confirmed, idle=30)
    ask(confirmed, "sources", "propose")
    assert ask(confirmed, "sources", anew=True)["settings"]["idle"] == 90
    assert ask(confirmed, "sources")["settings"]["idle"] == 30


@pytest.mark.parametrize(
    ("field", "value"), [("zone", "Mars/Olympus"), ("idle", 0), ("as_of", "2026-02-31"), ("key", "?")]
)
def test_a_wrong_setting_is_told_and_nothing_written(confirmed: Workshop, field: str, value: object) -> None:
    before = place(confirmed.folder).rules.read_bytes()
    reply = confirm(confirmed, **{field: value})
    assert not reply["ok"]
    assert reply["say"]
    assert place(confirmed.folder).rules.read_bytes() == before


def test_the_editor_tells_how_many_events_each_rule_takes(confirmed: Workshop) -> None:
    told = ask(confirmed, "rules")
    assert told["counted"]
    assert all(rule["count"] for rule in told["rules"])
    assert "Zzz" in {kind["what"] for kind in told["unmapped"]}


def test_a_new_rule_takes_what_was_left_and_a_hidden_one_is_told(confirmed: Workshop) -> None:
    rules = [rule["rule"] for rule in ask(confirmed, "rules")["rules"]]
    new = {"source": ["activities"], "what": ["zzz"], "stage": "aware"}
    told = ask(confirmed, "rules", "save", rules=[*rules, new, new])
    assert [rule["count"] for rule in told["rules"][-2:]] == ["1 events", "0 events"]
    assert told["rules"][-1]["warning"]
    assert "Zzz" not in {kind["what"] for kind in told["unmapped"]}
    assert read(place(confirmed.folder).rules).rules[-1].what == ("zzz",)


@pytest.mark.parametrize("rule", [{"nth": "x"}, {"stage": 3}, {"moves": "fly"}, {"a": "b"}, "rule", None])
def test_a_rule_that_is_none_is_refused(confirmed: Workshop, rule: object) -> None:
    before = place(confirmed.folder).rules.read_bytes()
    assert not ask(confirmed, "rules", "save", rules=[rule])["ok"]
    assert place(confirmed.folder).rules.read_bytes() == before


def test_more_rules_than_are_kept_here_are_refused_with_their_number(confirmed: Workshop) -> None:
    before = read(place(confirmed.folder).rules)
    rule = ask(confirmed, "rules", "open")["rules"][0]["rule"]
    told = ask(confirmed, "rules", "save", rules=[rule] * 301)
    assert (told["ok"], "301" in told["say"], "300" in told["say"]) == (False, True, True)
    assert read(place(confirmed.folder).rules) == before


def test_a_starter_adds_its_rules_once(confirmed: Workshop) -> None:
    told = ask(confirmed, "rules")
    name = told["starters"][0][0]
    once = ask(confirmed, "rules", "starter", name=name)["rules"]
    assert len(once) > len(told["rules"])
    assert ask(confirmed, "rules", "starter", name=name)["rules"] == once


def test_a_run_is_recorded_and_shown_with_quality_first(confirmed: Workshop, lang: str) -> None:
    told = ask(confirmed, "evidence", "update")
    assert (told["trouble"], told["ok"]) == ("", True)
    view = panels.show("evidence", confirmed.journey, Viewer(lang, "07_evidence"))
    assert view["quality"]["rows"]
    assert view["standing"]
    assert any("40" in bar["told"] for bar in view["groups"][0]["bars"])


def test_nothing_that_leaves_the_machine_names_anybody(confirmed: Workshop) -> None:
    ask(confirmed, "evidence", "update")
    record = confirmed.journey.evidence.model_dump_json()
    assert confirmed.journey.evidence.customers == 40
    assert "Company 1" not in record


@pytest.fixture
def studied(confirmed: Workshop) -> Workshop:
    """A workshop with figures, and two personas who are said to step back, which nobody in the data does."""
    ask(confirmed, "evidence", "update")
    for name in ("a", "b"):
        confirmed.put("persona", name, name=name)
        confirmed.put("feeling", persona=name, stage="interest", value=0, onward="back")
    return confirmed


def test_the_projector_shows_what_data_contradict_once_and_no_table(studied: Workshop) -> None:
    view = panels.show("glance", studied.journey, Viewer("en", "07_evidence", guest=True))
    assert [len(one["said"]) for one in view["claims"]] == [2]
    assert [bar["told"] for bar in view["bars"]].count("20 / 20") == 1
    assert view["notes"]
    assert all(words and count for words, _, count, _ in view["notes"])
    assert not view.keys() & {"groups", "shared", "quality", "findings", "signals", "texts"}


def test_a_projector_without_figures_says_so(opened: Workshop) -> None:
    view = panels.show("glance", opened.journey, Viewer("en", "07_evidence", guest=True))
    assert view["empty"]
    assert not (view["bars"])
    assert not (view["claims"])
    assert not (view["notes"])


def test_a_phone_reads_every_number_of_a_chart_of_data_in_lines(studied: Workshop) -> None:
    every = slides(studied.journey, "en", studied.brand)
    charts = [one.body for one in every if one.kind == "chart" and "Customer data" in one.kicker]
    assert len(charts) == 3  # there are no scores
    funnel = {line.name: [bar.told for bar in line.bars] for line in charts[0]["lines"]}
    assert ["20", "20"] in funnel.values()
    assert ["40", "40"] in funnel.values()
    assert [line.bars[0].told for line in charts[2]["lines"]] == ["20", "10", "10"]


def test_a_finding_is_kept_once_and_stands_on_the_map(confirmed: Workshop) -> None:
    ask(confirmed, "evidence", "update")
    first = panels.show("evidence", confirmed.journey, Viewer("en"))["findings"][0]
    assert ask(confirmed, "evidence", "accept", finding=first["id"])["ok"]
    assert [finding.text for finding in confirmed.journey.findings] == [first["text"]]
    assert panels.show("evidence", confirmed.journey, Viewer("en"))["findings"][0]["state"] == "same"
    assert not ask(confirmed, "evidence", "accept", finding="nothing")["ok"]


def test_a_run_can_be_called_off(confirmed: Workshop) -> None:
    viewer = Viewer("en", workshop=confirmed.id)
    panels.act("evidence", confirmed, viewer, {"id": "a", "do": "update"})
    told = panels.act("evidence", confirmed, viewer, {"id": "b", "do": "cancel"})
    for errand in confirmed.errands.values():
        errand.wait(30)
    assert (told["running"], confirmed.journey.evidence.as_of) == ("", "")


def test_a_file_that_is_no_table_is_told_in_a_sentence(opened: Workshop) -> None:
    data = place(opened.folder).data
    data.mkdir(parents=True)
    (data / "broken.xlsx").write_bytes(b"no workbook")
    told = ask(opened, "sources")
    assert told["trouble"]
    assert told["tables"] == []


@pytest.mark.parametrize("panel", PANELS)
def test_who_takes_part_is_refused_everything(confirmed: Workshop, panel: str) -> None:
    guest = confirmed.acting_as(f"{PARTICIPANT}x")
    for do in ("open", "propose", "save", "starter", "update", "accept", "cancel"):
        reply = panels.act(panel, guest, Viewer("en", guest=True), {"id": "m", "do": do})
        assert set(reply) <= {"id", "ok", "errors", "say", "retry"}
        assert not reply["ok"]


def test_who_takes_part_reads_figures_and_no_buttons(confirmed: Workshop) -> None:
    ask(confirmed, "evidence", "update")
    view = panels.show("evidence", confirmed.journey, Viewer("en", guest=True))
    assert view["groups"]
    assert (view["findings"], "signals" in view) == ([], False)


@pytest.mark.parametrize("panel", PANELS)
def test_a_workshop_without_a_folder_says_so(panel: str) -> None:
    from journeykit.store import Store

    with closing(Workshop(Store())) as nowhere:
        reply = panels.act(panel, nowhere, Viewer("en"), {"id": "m", "do": "open"})
        assert reply["ok"] or reply["say"]


def test_a_table_of_no_use_is_shown_and_stays_out_of_the_rules(opened: Workshop) -> None:
    data = place(opened.folder).data
    activities(data)
    write(data, "colours.csv", [["code", "shade"], ["1", "red"], ["2", "blue"]])
    assert {table["name"]: table["kind"] for table in ask(opened, "sources")["tables"]} == {
        "activities": "events",
        "colours": "other",
    }
    assert confirm(opened)["ok"]
    assert [source.name for source in read(place(opened.folder).rules).sources] == ["activities"]
