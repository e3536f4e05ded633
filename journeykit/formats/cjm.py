"""Journeys written as YAML, as product teams and their tools keep them beside their code.

There is no standard. What is read: anywhere in the file a list of stages, or a mapping from stages to what
is told of them; each stage's keys are lanes (`catalogue/lane_names.toml`), with a text, a list of texts, or
a list of steps that have such keys themselves. The persona is the nearest that stands above.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from journeykit.errors import JourneyError, ReadError
from journeykit.formats.decoding import decoded
from journeykit.formats.grid.cells import Cell, drafts
from journeykit.formats.grid.feelings import scale_of
from journeykit.formats.grid.names import is_named, lane_of, people_field
from journeykit.formats.incoming import Draft, Incoming, Remark
from journeykit.formats.incoming.stages import six_of
from journeykit.formats.yamltree import Node, trees

__all__ = ["ENDINGS", "read", "recognises"]

ENDINGS = (".yaml", ".yml")


class _Map(NamedTuple):
    """Stages found in a file, each with its name, and the persona above them."""

    stages: list[tuple[str, Node]]
    persona: str


def recognises(data: bytes) -> bool:
    """Say yes to everything: what is no journey is told with what was looked for."""
    return True


def read(data: bytes, lang: str) -> Incoming:
    """Return the journeys of a file. Raises `ReadError` where there is none, or it is no plain YAML."""
    documents = trees(decoded(data))
    maps = [one for document in documents for one in _maps(document, "")]
    if not maps:
        raise ReadError("no_stages")
    parts = [part for one in maps for part in _told(one)]
    people = [draft for document in documents for draft in _people(document)]
    kept = (*people, *(part for part in parts if isinstance(part, Draft)))
    remarks = tuple(part for part in parts if isinstance(part, Remark))
    return Incoming(kept, remarks, tuple(name for one in maps for name, _ in one.stages))


def _maps(node: Node, persona: str) -> Iterator[_Map]:
    """Yield the maps in a node and below it."""
    persona = _persona(node) or persona
    for key, child in node.keys.items():
        if is_named(_spaced(key), "personas"):
            continue
        inner = any(is_named(_spaced(one), "stages") for one in child.keys)
        if stages := _stages(child, is_named(_spaced(key), "stages") and not inner):
            yield _Map(stages, _persona(child) or persona)
        else:
            yield from _maps(child, persona)
    if not node.keys:
        if stages := _stages(node, named=False):
            yield _Map(stages, persona)
        else:
            yield from (one for child in node.items for one in _maps(child, persona))


def _stages(node: Node, named: bool) -> list[tuple[str, Node]]:
    """Return the stages that a node holds; one that is not `named` so must have two names of stages."""
    items = [(_name(item), item) for item in node.items if item.keys]
    keyed = [(_name(child) or _spaced(key), child) for key, child in node.keys.items() if child.keys]
    found = [(name[:200], child) for name, child in items or keyed if name]
    enough = named and any(_has_lanes(child) for _, child in found)
    return found if enough or sum(bool(six_of(name)) for name, _ in found) >= 2 else []


def _has_lanes(node: Node) -> bool:
    return any(lane_of(_spaced(key)) for key in node.keys if not is_named(key, "name"))


def _name(node: Node) -> str:
    return next(
        (child.text.strip() for key, child in node.keys.items() if is_named(_spaced(key), "name")), ""
    )


def _persona(node: Node) -> str:
    """Return the persona that a node names, where it is one."""
    for key, child in node.keys.items():
        if is_named(_spaced(key), "personas"):
            one = child.items[0] if len(child.items) == 1 else child
            return (one.text or _name(one)).strip()[:200]
    return ""


def _people(node: Node) -> Iterator[Draft]:
    """Yield the personas that a file describes, one or several."""
    for key, child in node.keys.items():
        if is_named(_spaced(key), "personas"):
            described = [one for one in (child.items or [child]) if one.keys and _name(one)]
            yield from (_described(one) for one in described)
        elif child.keys:
            yield from _people(child)


def _described(node: Node) -> Draft:
    told = {people_field(_spaced(key)): _joined(child) for key, child in reversed(node.keys.items())}
    fields = {field: text for field, text in told.items() if field not in ("", "pains", "name") and text}
    return Draft("persona", {"name": _name(node)[:200], **fields}, f"line {node.line}")


def _joined(node: Node) -> str:
    return node.text or "\n".join(item.text for item in node.items if item.text)


def _told(one: _Map) -> Iterator[Draft | Remark]:
    parts = [part for name, node in one.stages for part in _cells(node, name, one.persona)]
    cells = [part for part in parts if isinstance(part, Cell)]
    scale = scale_of(cell.text for cell in cells if cell.lane == "feeling")
    for part in parts:
        if isinstance(part, Cell):
            yield from drafts(part._replace(scale=scale))
        else:
            yield part


def _cells(node: Node, stage: str, persona: str) -> Iterator[Cell | Remark]:
    """Yield what is told of a stage, or of a step in it, lane by lane."""
    for key, child in node.keys.items():
        lane = lane_of(_spaced(key))
        if is_named(_spaced(key), "name") or not (child.text or child.items or child.keys):
            continue
        if not lane and is_named(_spaced(key), "nested"):
            lane = "action"
        if lane in ("", "aside", "persona"):
            yield Remark(f"line {child.line}", JourneyError("unknown_heading", heading=key[:60]))
        else:
            yield from _entries(lane, child, stage, persona)


def _entries(lane: str, node: Node, stage: str, persona: str) -> Iterator[Cell | Remark]:
    if lane == "feeling" and node.keys:
        yield Cell(lane, stage, _feeling(node), f"line {node.line}", persona)
        return
    if node.text:
        yield Cell(lane, stage, node.text, f"line {node.line}", persona)
    for item in node.items or ([node] if node.keys else []):
        said, own = _said(item)
        if said:
            text = said if lane == "feeling" else f"- {said}"
            yield Cell(lane, stage, text, f"line {item.line}", persona)
        yield from _cells(Node(own, item.line), stage, persona)


def _said(node: Node) -> tuple[str, dict[str, Node]]:
    """Return the text of an entry, and what else it tells."""
    text = next((key for key in node.keys if is_named(_spaced(key), "text") and node.keys[key].text), "")
    said = node.text or (node.keys[text].text if text else "")
    return said.strip(), {key: child for key, child in node.keys.items() if key != text}


def _feeling(node: Node) -> str:
    """Return a feeling that is told in parts as one text, its value first."""
    scored = [child.text for key, child in node.keys.items() if lane_of(_spaced(key)) == "feeling"]
    rest = [child.text for key, child in node.keys.items() if lane_of(_spaced(key)) != "feeling"]
    values = [text for text in (*scored, *rest) if text.lstrip("+-").replace(".", "", 1).isdecimal()]
    others = [text for text in (*scored, *rest) if text and text not in values[:1]]
    return " ".join((*values[:1], *others))


def _spaced(key: str) -> str:
    return key.replace("_", " ").replace("-", " ")
