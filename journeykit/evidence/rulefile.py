"""The text of a rule file: its parts with their comments, and the line at which something is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from journeykit import catalogue
from journeykit.errors import ReadError

__all__ = ["Tree", "edited", "fresh", "told", "tree"]

Tree = dict[str, Any]
LISTS = ("sources", "rules")
KEYS = {
    "extra_forbidden": "rules_unknown",
    "missing": "rules_missing",
    "literal_error": "rules_choice",
    "string_too_long": "rules_long",
    "string_pattern_mismatch": "rules_value",
}
"""The sentence for each kind of mistake."""

_HEADER = re.compile(r"\s*\[\[?\s*(\w+)\s*(\.?)")


class Part(NamedTuple):
    """One `[[sources]]` or `[[rules]]` of the file: its comment and its lines, and what stood before it."""

    intro: str
    text: str


def tree(said: str, name: str) -> Tree:
    """Return the file as plain values. Raises `ReadError` with the line that is no TOML."""
    import tomlkit
    from tomlkit.exceptions import ParseError, TOMLKitError

    try:
        return tomlkit.parse(said).unwrap()
    except ParseError as error:
        raise ReadError("rules_syntax", file=name, line=error.line) from error
    except (TOMLKitError, ValueError, RecursionError) as error:  # a key twice, nesting without end
        raise ReadError("rules_syntax", file=name, line=_twice(said)) from error


def told(error: ValidationError, said: str, name: str) -> ReadError:
    """Return the first thing that is wrong, with its line and field, in words for people."""
    first = error.errors(include_url=False)[0]
    told: Tree = dict(first.get("ctx") or {})
    place = (*first["loc"], *told.pop("at", ()))
    key = first["type"] if first["type"].startswith("rules_") else KEYS.get(first["type"], "rules_value")
    field = next((str(part) for part in reversed(place) if isinstance(part, str)), "")
    value = str(told.pop("value", first["input"]))[:60]
    choices = str(told.get("expected", "")).replace("'", '"').replace(" or ", ", ")
    return ReadError(
        key,
        file=name,
        line=_line(said.split("\n"), place),
        field=field,
        value=value,
        choices=choices,
        max=told.get("max_length", ""),
    )


def _line(lines: Sequence[str], place: Sequence[int | str]) -> int:
    """Return the number of the line that a field stands in, else of its part, else 1."""
    begin, end = _reach(lines, place)
    names = [part for part in place if isinstance(part, str)]
    for name in reversed(names):
        for at in range(begin, end):
            if re.match(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=", lines[at]):
                return at + 1
    return begin + 1


def _reach(lines: Sequence[str], place: Sequence[int | str]) -> tuple[int, int]:
    """Return where the part begins and ends in which the place lies."""
    heads = [at for at, line in enumerate(lines) if _own(line)]
    if place and place[0] in LISTS and len(place) > 1:
        own = [at for at in heads if _own(lines[at]) == place[0]]
        if isinstance(place[1], int) and place[1] < len(own):
            begin = own[place[1]]
            return begin, next((at for at in heads if at > begin), len(lines))
    return 0, heads[0] if heads else len(lines)


def _own(line: str) -> str:
    """Return "sources" or "rules" for the line that begins such a part, "" for any other."""
    found = _HEADER.match(line)
    return found[1] if found and found[1] in LISTS and not found[2] else ""


def _twice(said: str) -> int:
    """Return the line of the first key that stands twice in one table, else 1."""
    seen: set[str] = set()
    for at, line in enumerate(said.split("\n"), 1):
        if line.lstrip().startswith("["):
            seen = {line} if not line.lstrip().startswith("[[") else set()
        found = re.match(r"\s*([\w\"'-]+)\s*=", line)
        if found and found[1] in seen:
            return at
        seen.add(found[1] if found else "")
    return 1


def fresh(plain: Tree, lang: str) -> str:
    """Return a new file for what `plain` holds."""
    words = catalogue.read("evidence", lang)["rulefile"]
    out = [f"# {words['head']}\n"]
    out += (f"{key} = {_toml(value)}\n" for key, value in plain.items() if key not in LISTS)
    for name in LISTS:
        out += [f"\n# {words[name]}\n"] if plain[name] else []
        out += ("\n" + _part(name, item) for item in plain[name])
    return "".join(out)


def edited(said: str, was: Tree, plain: Tree, lang: str) -> str:
    """Return the file's text, with what differs between `was` and `plain` changed in it."""
    head, parts = _split(said)
    out = [_set(head, {key: value for key, value in plain.items() if key not in LISTS and was[key] != value})]
    for name in LISTS:
        out += _list(name, parts[name], was[name], plain[name])
    return re.sub(r"\n{3,}", "\n\n", "".join(out)).rstrip("\n") + "\n"


def _list(name: str, parts: list[Part], was: list[Tree], now: list[Tree]) -> Iterator[str]:
    """Yield the parts as they are to stand: unchanged ones as they were, wherever they stand now."""
    left = dict(enumerate(was))
    same: dict[int, int] = {}
    for at, item in enumerate(now):
        found = next((old for old, value in left.items() if value == item), None)
        if found is not None:
            same[at] = found
            del left[found]
    yield parts[0].intro if parts else "\n"
    for at, item in enumerate(now):
        if at in same:
            yield _spaced(parts[same[at]].text)
            continue
        near = _near(left, item)
        if near is None:
            yield _spaced(_part(name, item))
        else:
            yield _spaced(_retold(name, parts[near].text, left.pop(near), item))


def _near(left: dict[int, Tree], item: Tree) -> int | None:
    """Return which of the parts left over is this one before its change: of its name, else most like it."""
    if "name" in item:
        return next((old for old, value in left.items() if value.get("name") == item["name"]), None)
    like = {old: sum(value.get(key) == said for key, said in item.items()) for old, value in left.items()}
    return max((old for old, n in like.items() if n), key=lambda old: (like[old], -old), default=None)


def _spaced(said: str) -> str:
    return said.strip("\n") + "\n\n"


def _split(said: str) -> tuple[str, dict[str, list[Part]]]:
    """Return what stands before all parts, and the parts; a comment right above a part is its own."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", said)
    heads = [at for at, line in enumerate(lines) if _own(line)]
    begins = [_above(lines, at) for at in heads]
    parts: dict[str, list[Part]] = {name: [] for name in LISTS}
    head = "".join(lines[: begins[0]] if begins else lines)
    intro = ""
    for at, begin, end in zip(heads, begins, [*begins, len(lines)][1:], strict=True):
        body, gap = _gap("".join(lines[begin:end])) if end < len(lines) else ("".join(lines[begin:end]), "")
        others = parts[_own(lines[at])]
        others.append(Part("", intro + body) if others else Part(intro, body))
        intro = gap
    return head, parts


def _gap(said: str) -> tuple[str, str]:
    """Return a part without the comments that stand apart behind it, and those."""
    found = re.search(r"\n(\s*\n(?:\s*(?:#[^\n]*)?\n)*)\Z", said)
    return (said[: found.start() + 1], found[1]) if found else (said, "")


def _above(lines: Sequence[str], at: int) -> int:
    while at and lines[at - 1].lstrip().startswith("#"):
        at -= 1
    return at


def _retold(name: str, said: str, was: Tree, item: Tree) -> str:
    """Return a part with its changed fields put in."""
    import tomlkit

    document = tomlkit.parse(said)
    table: Any = document[name][0]
    for key in was.keys() - item.keys():
        table.remove(key)
    for key, value in item.items():
        if was.get(key) != value:
            table[key] = tomlkit.value(_toml(value))
    return tomlkit.dumps(document)


def _set(head: str, values: Tree) -> str:
    import tomlkit

    document = tomlkit.parse(head)
    for key, value in values.items():
        document[key] = value
    return tomlkit.dumps(document)


def _part(name: str, item: Tree) -> str:
    return f"[[{name}]]\n" + "".join(f"{key} = {_toml(value)}\n" for key, value in item.items())


def _toml(value: Any) -> str:
    """Return a value as TOML on one line."""
    import tomlkit

    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return str(tomlkit.item(value).as_string())
