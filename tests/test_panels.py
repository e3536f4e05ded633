"""What people touch: every panel shows JSON, takes what belongs to it, and never breaks on what is sent."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeykit import catalogue, panels
from journeykit.doors.notebook import step as open_step
from journeykit.panels import NAMES, Viewer
from journeykit.records import KINDS, SIX
from journeykit.store import Store
from journeykit.workshop import Workshop, create

STEPS = catalogue.read("steps", "ja")["steps"]
PLACES = [(step, panel) for step, rows in STEPS.items() for panel in rows["panels"]]
VIEWER = Viewer("en", "05_map")
KNOWN = ("a", "unaware", "aware", "new", "brief", "scope", "deal", "a.aware")

ANY_TEXT = st.text(st.characters(), max_size=8)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(ANY_TEXT, inner, max_size=2),
    max_leaves=4,
)
VALUES = st.sampled_from(["", "x", "high", "aware", "cost", 1, -2, ["aware"], [""], ["support"]]) | ANY_JSON
FIELDS = sorted({name for model in KINDS.values() for name in model.model_fields})
MESSAGES = st.fixed_dictionaries(
    {},
    optional={
        "id": st.just("m") | ANY_JSON,
        "do": st.sampled_from(["put", "drop", "split", "move", "reset", "undo", "look"]) | ANY_JSON,
        "kind": st.sampled_from([*KINDS]) | ANY_JSON,
        "record": st.sampled_from(KNOWN) | ANY_JSON,
        "fields": st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=3) | ANY_JSON,
        "by": ANY_JSON,
        "format": ANY_JSON,
    },
)
LIKELY = st.fixed_dictionaries(
    {
        "id": st.just("m"),
        "do": st.sampled_from(["put", "drop", "split", "move", "reset", "undo"]),
        "kind": st.sampled_from([*KINDS]),
        "record": st.sampled_from(KNOWN),
        "fields": st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=2),
    },
)


def send(workshop: Workshop, panel: str, do: str, record: str = "", lang: str = "en", **more: Any) -> Any:
    """Send one message as the panel's view does, and return the reply."""
    kind = more.pop("kind", {"curve": "feeling", "board": "note", "personas": "persona"}.get(panel, panel))
    kind = {"stages": "stage", "playbook": "play", "issues": "issue", "library": "issue"}.get(kind, kind)
    message = {"id": f"{panel}-{len(workshop.changes)}", "do": do, "kind": kind, "record": record, **more}
    return panels.act(panel, workshop, Viewer(lang, "05_map"), message)


def shown(workshop: Workshop, panel: str, lang: str = "en", step: str = "05_map") -> dict[str, Any]:
    """Return what a panel shows, as the browser gets it."""
    view = panels.show(panel, workshop.journey, Viewer(lang, step))
    found: dict[str, Any] = json.loads(json.dumps(view, allow_nan=False))
    return found


def stages(workshop: Workshop) -> list[str]:
    return [stage.id for stage in workshop.journey.stages]


@pytest.mark.parametrize(("step", "panel"), PLACES)
def test_an_empty_workshop_can_be_shown(workshop: Workshop, lang: str, step: str, panel: str) -> None:
    view = shown(workshop, panel, lang, step)
    assert (view["panel"], view["lang"]) == (panel, lang)


@pytest.mark.parametrize(("step", "panel"), PLACES)
def test_the_sample_can_be_shown(filled: Workshop, lang: str, step: str, panel: str) -> None:
    assert shown(filled, panel, lang, step)["text"]
    assert shown(filled, panel, lang, step) == shown(filled, panel, lang, step)


@pytest.mark.parametrize("panel", NAMES)
@settings(max_examples=30)
@given(message=ANY_JSON | MESSAGES | LIKELY)
def test_whatever_is_sent_is_answered_and_written_only_if_it_is_good(panel: str, message: Any) -> None:
    with closing(Workshop(Store())) as workshop:
        workshop.put("persona", "a", name="加藤")
        reply = panels.act(panel, workshop, VIEWER, message)
        assert json.loads(json.dumps(reply))["ok"] in (True, False)
        assert reply["ok"] or len(workshop.changes) == 1
        assert reply["ok"] or reply["say"] or reply["errors"]
        assert all(shown(workshop, name) for name in NAMES if len(workshop.changes) > 1)


@pytest.mark.parametrize("panel", [name for name in NAMES if name not in ("share", "recap")])
@pytest.mark.parametrize("broken", [None, [], "x", {}, {"id": ""}, {"id": "x" * 101}, {"id": "\ud800"}])
def test_a_message_without_a_good_id_is_refused_in_a_sentence(
    workshop: Workshop, lang: str, panel: str, broken: Any
) -> None:
    reply = panels.act(panel, workshop, Viewer(lang, "05_map"), broken)
    assert (reply["ok"], reply["say"]) == (False, catalogue.say("messages.errors.bad_message", lang))


@pytest.mark.parametrize("where", ["id", "record"])
@pytest.mark.parametrize("name", ["\ud800", "a\x00b", "a\nb", "x" * 121])
def test_a_name_that_cannot_be_stored_is_refused(workshop: Workshop, where: str, name: str) -> None:
    message = {"id": "m", "do": "put", "kind": "persona", "record": "a", "fields": {}, where: name}
    assert panels.act("personas", workshop, VIEWER, message)["ok"] is False
    assert workshop.changes == []


@pytest.mark.parametrize("panel", [name for name in NAMES if name not in ("share", "recap", "steps")])
def test_a_panel_takes_only_its_own_kinds_of_record(workshop: Workshop, panel: str) -> None:
    own = {"library": {"assumed", "issue"}, "brief": {"brief"}, "scope": {"scope"}, "playbook": {"play"}}
    own |= {"stages": {"stage"}, "personas": {"persona"}, "issues": {"issue"}, "board": {"note"}}
    own |= {"themes": {"theme"}, "actions": {"action"}, "findings": {"finding"}}
    for kind in KINDS.keys() - own.get(panel, {"feeling"}):
        assert not send(workshop, panel, "put", "a", kind=kind, fields={})["ok"]
    assert workshop.changes == []


@pytest.mark.parametrize("record", ["zzz", "fields", "brief.", "DEAL"])
@pytest.mark.parametrize("panel", ["brief", "scope", "playbook"])
def test_there_is_one_brief_one_scope_and_four_plays(workshop: Workshop, panel: str, record: str) -> None:
    assert not send(workshop, panel, "put", record, fields={"purpose": ""})["ok"]
    assert workshop.changes == []


def test_sending_a_message_twice_stores_it_once(workshop: Workshop) -> None:
    message = {"id": "m", "do": "put", "kind": "persona", "record": "a", "fields": {"name": "加藤"}}
    replies = [panels.act("personas", workshop, VIEWER, message) for _ in range(2)]
    assert replies[0] == replies[1]
    assert len(workshop.changes) == 1


def test_a_bad_answer_is_told_at_its_field_in_the_persons_language(workshop: Workshop, lang: str) -> None:
    reply = send(workshop, "personas", "put", "a", lang, fields={"name": "x" * 201, "basis": "?"})
    assert reply["ok"] is False
    assert reply["errors"] == {
        "name": catalogue.say("messages.errors.too_long", lang, max=200, length=201),
        "basis": catalogue.say("messages.errors.not_a_choice", lang),
    }


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "𠮷野 👩‍🔧", "שלום \u202eabc", "=1+1", ""])
def test_a_note_is_shown_as_it_was_written(workshop: Workshop, text: str) -> None:
    assert send(workshop, "board", "put", "n", fields={"text": text, "stage": "aware"})["ok"]
    assert [note["text"] for note in shown(workshop, "board")["notes"]] == [text]


# Stages


def test_a_split_stage_stands_behind_its_first_part_and_rolls_up_alike(workshop: Workshop, lang: str) -> None:
    assert send(workshop, "stages", "split", "interest", lang)["ok"]
    added = workshop.journey.stages[3]
    assert stages(workshop) == [*SIX[:3], added.id, *SIX[3:]]
    assert added.rolls_up == "interest"
    assert shown(workshop, "stages", lang)["stages"][3]["added"] is True


@pytest.mark.parametrize("six", SIX)
def test_a_stage_can_be_split_again_and_again(workshop: Workshop, six: str) -> None:
    for _ in range(4):
        assert send(workshop, "stages", "split", six)["ok"]
    split = [stage.rolls_up for stage in workshop.journey.stages]
    assert split == sorted([*SIX, six, six, six, six], key=SIX.index)


def test_a_split_stage_is_in_scope_if_its_first_part_is(workshop: Workshop) -> None:
    workshop.put("scope", "scope", stages=["aware", "interest"])
    send(workshop, "stages", "split", "aware")
    send(workshop, "stages", "split", "retention")
    assert [stage.rolls_up for stage in workshop.journey.stages_in_scope] == ["aware", "aware", "interest"]


def test_a_stage_moves_one_place_and_back(workshop: Workshop) -> None:
    send(workshop, "stages", "move", "aware", by=1)
    assert stages(workshop)[1:3] == ["interest", "aware"]
    send(workshop, "stages", "move", "aware", by=-1)
    assert stages(workshop) == list(SIX)


def test_a_stage_at_either_end_stays_there(workshop: Workshop) -> None:
    assert send(workshop, "stages", "move", "unaware", by=-1)["ok"]
    assert send(workshop, "stages", "move", "retention", by=1)["ok"]
    assert workshop.changes == []


@pytest.mark.parametrize("do", ["split", "move"])
def test_undo_takes_back_the_whole_of_what_a_button_did(workshop: Workshop, do: str) -> None:
    workshop.put("scope", "scope", stages=list(SIX))
    send(workshop, "stages", do, "interest", by=1)
    assert stages(workshop) != list(SIX)
    assert send(workshop, "steps", "undo")["ok"]
    assert stages(workshop) == list(SIX)
    assert workshop.journey.scope.stages == SIX


@pytest.mark.parametrize("do", ["put", "look", None])
def test_only_the_undo_button_takes_something_back(workshop: Workshop, do: Any) -> None:
    workshop.put("brief", "brief", title="kept")
    assert send(workshop, "steps", do)["ok"] is False
    assert workshop.journey.brief.title == "kept"


def test_undo_says_when_there_is_nothing_to_take_back(workshop: Workshop, lang: str) -> None:
    reply = send(workshop, "steps", "undo", lang=lang)
    assert (reply["ok"], reply["say"]) == (True, catalogue.say("panels.steps.nothing", lang))


def test_a_stage_that_was_reset_is_the_default_again(workshop: Workshop) -> None:
    send(workshop, "stages", "put", "aware", fields={"name": "気づき", "meaning": "x", "sign": "y"})
    send(workshop, "stages", "move", "aware", by=1)
    send(workshop, "stages", "reset", "aware")
    assert not {row["id"]: row["changed"] for row in shown(workshop, "stages")["stages"]}["aware"]


@pytest.mark.parametrize("six", SIX)
def test_the_last_stage_of_one_of_the_six_stays(workshop: Workshop, lang: str, six: str) -> None:
    reply = send(workshop, "stages", "drop", six, lang)
    assert catalogue.choices("six", lang)[six] in reply["say"]
    assert stages(workshop) == list(SIX)


def test_a_stage_that_was_split_can_be_dropped(workshop: Workshop) -> None:
    send(workshop, "stages", "split", "interest")
    assert send(workshop, "stages", "drop", "interest")["ok"]
    assert [stage.rolls_up for stage in workshop.journey.stages] == list(SIX)


def test_a_stage_text_that_is_the_default_is_not_stored(workshop: Workshop, lang: str) -> None:
    default = shown(workshop, "stages", lang)["stages"][1]["values"]
    send(workshop, "stages", "put", "aware", lang, fields=default)
    assert workshop.journey.stages[1].name == workshop.journey.stages[1].meaning == ""
    other = "en" if lang == "ja" else "ja"
    assert shown(workshop, "stages", other)["stages"][1]["label"] == catalogue.choices("six", other)["aware"]


# Scope


def test_the_scope_proposes_a_range_and_says_why(workshop: Workshop, lang: str) -> None:
    send(workshop, "scope", "put", "scope", fields={"roles": ["inside_sales", "support"]})
    view = shown(workshop, "scope", lang)
    assert view["proposed"] == ["interest", "consideration", "retention"]
    labels = catalogue.choices("roles", lang)
    assert [reason[0] for reason in view["reasons"]] == [labels["inside_sales"], labels["support"]]


def test_the_proposal_follows_split_and_renamed_stages(workshop: Workshop) -> None:
    send(workshop, "stages", "split", "retention")
    send(workshop, "scope", "put", "scope", fields={"roles": ["support"]})
    assert shown(workshop, "scope")["proposed"] == ["retention", stages(workshop)[-1]]


def test_the_team_may_overrule_and_the_difference_is_told(workshop: Workshop, lang: str) -> None:
    fields = {"roles": ["support"], "stages": ["purchase", "retention"]}
    assert send(workshop, "scope", "put", "scope", fields=fields)["ok"]
    view = shown(workshop, "scope", lang)
    assert catalogue.choices("six", lang)["purchase"] in view["differs"]
    assert [end["id"] for end in view["ends"]] == ["unaware"]


# Board, curve, playbook, library, issues


def test_a_note_whose_stage_was_dropped_moves_to_one_that_rolls_up_alike(workshop: Workshop) -> None:
    send(workshop, "stages", "split", "interest")
    part = stages(workshop)[3]
    send(workshop, "board", "put", "n", fields={"text": "調べる", "stage": part})
    send(workshop, "stages", "drop", part)
    note = shown(workshop, "board")["notes"][0]
    assert (note["stage"], note["stray"]) == ("interest", False)


def test_a_note_out_of_scope_is_stray_but_never_lost(workshop: Workshop) -> None:
    send(workshop, "board", "put", "n", fields={"text": "調べる", "stage": "interest"})
    send(workshop, "board", "put", "m", fields={"text": "どこ", "stage": "never there"})
    send(workshop, "scope", "put", "scope", fields={"stages": ["aware"]})
    found = {note["id"]: (note["stage"], note["stray"]) for note in shown(workshop, "board")["notes"]}
    assert found == {"n": ("interest", True), "m": ("", True)}


def test_a_note_from_the_sellers_side_is_marked_not_refused(workshop: Workshop) -> None:
    assert send(workshop, "board", "put", "n", fields={"text": "弊社から提案する"})["ok"]
    assert [bool(note["hits"]) for note in shown(workshop, "board")["notes"]] == [True]


def test_a_feeling_belongs_to_the_persona_and_the_stage_of_its_id(workshop: Workshop) -> None:
    workshop.put("persona", "a", name="加藤")
    lies = {"value": -2, "persona": "b", "stage": "purchase"}
    assert send(workshop, "curve", "put", "a.aware", fields=lies)["ok"]
    assert workshop.journey.feelings.keys() == {("a", "aware")}
    points = shown(workshop, "curve")["personas"][0]["points"]
    assert [point["value"] for point in points] == [None, -2, None, None, None, None]


def test_a_play_that_is_the_default_is_not_stored(workshop: Workshop, lang: str) -> None:
    default = catalogue.read("playbook", lang)["deal"]
    send(workshop, "playbook", "put", "deal", lang, fields={"who": default["who"], "talk": "自分たちの話"})
    play = shown(workshop, "playbook", lang)["plays"][2]
    assert play["changed"] == ["talk"]
    assert play["values"]["who"] == default["who"]
    assert workshop.journey.plays[2].who == ""


def test_an_issue_from_the_library_is_marked_as_assumed(workshop: Workshop) -> None:
    taken = shown(workshop, "library")["issues"][0]
    fields = {"text": taken["text"], "library": taken["id"], "basis": "observed"}
    assert send(workshop, "library", "put", "i", fields=fields)["ok"]
    assert workshop.journey.issues[0].basis == "assumed"
    assert shown(workshop, "library")["taken"] == [f":{taken['id']}"]


def test_issues_of_one_persona_stand_together(workshop: Workshop) -> None:
    for name in ("a", "b"):
        workshop.put("persona", name)
    for at, owner in enumerate(["b", "a", "", "b"]):
        workshop.put("issue", str(at), persona=owner)
    assert [item["values"]["persona"] for item in shown(workshop, "issues")["items"]] == ["", "a", "b", "b"]


# Share, recap


@pytest.mark.parametrize("form", ["deck", "pptx", "xlsx", "research"])
def test_share_writes_the_file_and_says_where(filled: Workshop, lang: str, form: str) -> None:
    reply = send(filled, "share", "export", lang=lang, format=form)
    assert reply["ok"]
    assert (filled.folder / reply["file"]).stat().st_size > 1000
    assert reply["file"] in reply["say"]


@pytest.mark.parametrize("form", ["exe", None, "../json", ["json"]])
def test_share_writes_only_what_it_offers(workshop: Workshop, form: Any) -> None:
    assert send(workshop, "share", "export", format=form)["ok"] is False
    assert list(workshop.folder.iterdir()) == []


@pytest.mark.parametrize("step", STEPS)
def test_the_recap_leads_to_the_step_before_and_after(filled: Workshop, lang: str, step: str) -> None:
    view = shown(filled, "recap", lang, step)
    around = [view[side][0] for side in ("previous", "next") if view[side]]
    way = [name for name in STEPS if STEPS[name]["minutes"]]  # what stands beside leads to the first
    at = way.index(step) if step in way else -1
    assert around == way[max(at - 1, 0) : max(at, 0)] + way[at + 1 : at + 2]


def test_the_recap_of_a_finished_step_tells_what_was_decided(filled: Workshop, lang: str) -> None:
    view = shown(filled, "recap", lang, "00_start")
    assert filled.journey.brief.decision in dict(view["decided"]).values()
    assert view["missing"] == []


# Views


@pytest.mark.parametrize("panel", NAMES)
def test_a_views_script_is_valid_javascript(panel: str, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None and os.environ.get("CI") != "true":
        pytest.skip(
            "NO NODE ON THIS MACHINE: the panels' JavaScript is NOT checked; install Node.js to check it"
        )
    file = tmp_path / f"{panel}.mjs"
    file.write_text(panels.script(panel), "utf-8")
    assert node, "CI needs Node.js to check the panels' JavaScript"
    checked = subprocess.run([node, "--check", file], capture_output=True, text=True)
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize(("step", "panel"), [(step, name) for step, name in PLACES if name != "brief"])
def test_a_view_asks_only_for_texts_it_is_given(workshop: Workshop, step: str, panel: str) -> None:
    # The brief is left out: it shares the script of lists, and is none.
    asked = set(re.findall(r"(?<![\w.])text\.([a-z_]+)\b(?!\()", panels.script(panel)))
    assert asked <= shown(workshop, panel, step=step)["text"].keys()


# The notebook door


def test_panels_in_a_notebook_show_what_is_answered_in_each_other(tmp_path: Path, lang: str) -> None:
    create(tmp_path).close()
    step = open_step("03_personas", lang=lang, folder=tmp_path)
    form, recap = step.panel("personas"), step.panel("recap")
    message = {"id": "m", "do": "put", "kind": "persona", "record": "a", "fields": {"name": "加藤"}}
    step._receive(form, message, [])
    assert form.view["items"][0]["title"] == recap.view["decided"][0][0] == "加藤"


def test_a_notebook_outside_a_workshop_says_so_instead_of_failing(tmp_path: Path, lang: str) -> None:
    said = open_step("05_map", lang=lang, folder=tmp_path).panel("board").value
    assert catalogue.say("messages.errors.no_workshop", lang, folder=tmp_path)[:4] in said
    assert "Traceback" not in said


def test_a_notebook_finds_its_workshop_in_a_folder_above(tmp_path: Path) -> None:
    create(tmp_path).close()
    (below := tmp_path / "notebooks" / "ja").mkdir(parents=True)
    assert open_step("05_map", folder=below).panel("board").view["personas"] == []
