"""The drawing for Excalidraw: a whole file, notes on their cells, texts bound both ways, nothing hidden."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest

from journeykit.formats import write
from journeykit.formats.picture.board import index
from journeykit.formats.picture.sheet import LANES
from journeykit.workshop import Workshop

EVERY = {"id", "type", "x", "y", "width", "height", "angle", "strokeColor", "backgroundColor", "fillStyle",
         "strokeWidth", "strokeStyle", "roughness", "opacity", "groupIds", "frameId", "index", "roundness",
         "seed", "version", "versionNonce", "isDeleted", "boundElements", "updated", "link",
         "locked"}  # fmt: skip
TEXT = {"text", "originalText", "fontSize", "fontFamily", "textAlign", "verticalAlign", "containerId",
        "lineHeight", "autoResize"}  # fmt: skip
HARD = ["</script>", "=cmd()", "😀👩‍👩‍👧", "𠮷野家", "שלום", "あ" * 390, "w" * 390, "a\n\nb"]


def drawn(workshop: Workshop, lang: str = "ja") -> list[dict[str, Any]]:
    document = json.loads(write(workshop, "excalidraw", lang))
    assert (document["type"], document["version"]) == ("excalidraw", 2)
    assert document["source"].startswith("https://")
    assert document["files"] == {}
    return list(document["elements"])


def of(elements: list[dict[str, Any]], *kinds: str) -> list[dict[str, Any]]:
    return [element for element in elements if element["type"] in kinds]


def notes(elements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    fills = {fill for fill, _ in LANES.values()}
    return [element for element in elements if element["backgroundColor"] in fills]


def overlap(a: dict[str, Any], b: dict[str, Any]) -> bool:
    across = a["x"] < b["x"] + b["width"] - 0.01 and b["x"] < a["x"] + a["width"] - 0.01
    return across and a["y"] < b["y"] + b["height"] - 0.01 and b["y"] < a["y"] + a["height"] - 0.01


def hostile(workshop: Workshop) -> None:
    for n, text in enumerate(HARD):
        workshop.put("stage", f"s{n}", name=text[:200], rolls_up="aware", order=10 + n)
        workshop.put("note", f"n{n}", stage=f"s{n}", text=text, inference=text)
    for n in range(300):
        workshop.put("note", f"m{n}", stage="s0", lane="need", text=f"{n}番目")


def test_the_same_workshop_gives_the_same_bytes(filled, lang):
    assert write(filled, "excalidraw", lang) == write(filled, "excalidraw", lang)


def test_every_element_has_all_its_fields_and_an_id_of_its_own(filled, lang):
    elements = drawn(filled, lang)
    assert all(element.keys() >= EVERY for element in elements)
    assert all(text.keys() >= TEXT for text in of(elements, "text"))
    assert len({element["id"] for element in elements}) == len(elements)


def test_elements_stand_in_the_order_of_their_index(workshop):
    hostile(workshop)
    order = [element["index"] for element in drawn(workshop)]
    assert all(before < after for before, after in pairwise(order))
    assert [index(n) for n in (0, 61, 62, 62 + 62**2)] == ["a0", "az", "b00", "c000"]


@pytest.mark.parametrize("fill", [hostile, lambda workshop: None])
def test_texts_are_bound_to_their_boxes_both_ways_and_lie_in_them(workshop, fill):
    fill(workshop)
    elements = drawn(workshop)
    by_id = {element["id"]: element for element in elements}
    inside = [text for text in of(elements, "text") if text["containerId"]]
    for text in inside:
        box = by_id[text["containerId"]]
        assert box["boundElements"] == [{"type": "text", "id": text["id"]}]
        assert box["y"] <= text["y"]
        assert text["y"] + text["height"] <= box["y"] + box["height"] + 0.01
    assert len(inside) == sum(len(element["boundElements"]) for element in elements)


def test_notes_overlap_neither_each_other_nor_another_persona(filled, lang):
    elements = drawn(filled, lang)
    found = notes(elements)
    assert not [1 for n, a in enumerate(found) for b in found[n + 1 :] if overlap(a, b)]
    frames = of(elements, "frame")
    assert len(frames) == len(filled.journey.personas)
    assert not [1 for n, a in enumerate(frames) for b in frames[n + 1 :] if overlap(a, b)]


def test_a_frame_holds_what_belongs_to_its_persona_and_follows_it(filled, lang):
    elements = drawn(filled, lang)
    for frame in of(elements, "frame"):
        own = [element for element in elements if element["frameId"] == frame["id"]]
        assert own
        assert max(elements.index(element) for element in own) < elements.index(frame)
        assert all(frame["x"] <= e["x"] and e["x"] + e["width"] <= frame["x"] + frame["width"] for e in own)
        assert all(frame["y"] <= e["y"] and e["y"] + e["height"] <= frame["y"] + frame["height"] for e in own)


def test_all_notes_feelings_and_stages_are_on_the_drawing(filled, lang):
    said = "\0".join(text["originalText"] for text in of(drawn(filled, lang), "text"))
    journey = filled.journey
    assert all(note.text in said and note.inference in said for note in journey.notes)
    assert all(feeling.why in said for feeling in journey.feelings.values())
    assert all(stage.label(lang) in said for stage in journey.stages_in_scope)
    assert len(notes(drawn(filled, lang))) == len(journey.notes)


def test_what_a_note_rests_on_shows_in_its_outline(workshop):
    for basis in ("observed", "inferred", "assumed", ""):
        workshop.put("note", f"n{basis}", stage="aware", text="付箋", basis=basis)
    assert sorted(note["strokeStyle"] for note in notes(drawn(workshop))) == [
        "dashed",
        "dotted",
        "dotted",
        "solid",
    ]


def test_notes_out_of_the_range_are_kept_beside_the_maps(filled, lang):
    stages = filled.journey.stages_in_scope
    filled.put("scope", "scope", stages=[stage.id for stage in stages[:3]])
    said = "\0".join(text["originalText"] for text in of(drawn(filled, lang), "text"))
    assert all(note.text in said for note in filled.journey.notes)


def test_no_id_of_a_record_and_no_hidden_note_is_in_the_file(workshop):
    workshop.put("room", "room", step="05_map", anonymous=True, revealed=[])
    workshop.put("note", "0190-told", stage="aware", text="見せる")
    workshop.put("participant", "p-someone", name="誰か")
    workshop.acting_as("p-someone").put("note", "0190-hidden", stage="aware", text="まだ見せない")
    data = write(workshop, "excalidraw", "ja").decode()
    assert "見せる" in data
    assert not [word for word in ("まだ見せない", "0190", "p-someone") if word in data]
