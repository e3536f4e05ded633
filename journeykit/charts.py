"""Charts of a journey with matplotlib: `ax=None` in, `Axes` out; pyplot and rcParams are left alone.

What a chart says is never told by colour alone: lines have their own markers and strokes, bars their
own hatches and figures.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from journeykit import catalogue
from journeykit.insights.basis import by_stage
from journeykit.log import Journey
from journeykit.records import Feeling, Persona, Stage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "basis_by_stage",
    "emotion_curve",
    "issues_at",
    "issues_by_stage",
    "signed",
]

_SIZE = (16.2, 6.9)
"""Inches at 72 dots an inch, so that a point is a pixel of the slide."""
_INK, _QUIET, _RULE = "#1f2937", "#5b6472", "#d5dbe3"


_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")


class _Look(NamedTuple):
    """How one line or one kind of bar is told apart: colour, hatch, marker, stroke."""

    colour: str
    hatch: str = ""
    marker: str = "o"
    stroke: str = "-"


_PERSONAS = (
    _Look("#0b5cab", marker="o", stroke="-"),
    _Look("#b3410a", marker="s", stroke="--"),
    _Look("#0f766e", marker="^", stroke="-."),
    _Look("#9d3a83", marker="D", stroke=":"),
    _Look("#5b6472", marker="v", stroke=(0, (5, 1))),  # type: ignore[arg-type]
    _Look("#7a5b00", marker="P", stroke=(0, (1, 1, 4, 1))),  # type: ignore[arg-type]
)
_BASIS = {
    "observed": _Look("#0b5cab"),
    "reported": _Look("#8fb8de", "//"),
    "inferred": _Look("#dbe8f4", "--"),
    "assumed": _Look("#ffffff", "xx"),
    "": _Look("#ffffff"),
}
_SEVERITY = {
    "high": _Look("#9c2f1f"),
    "medium": _Look("#e8a08f", "//"),
    "low": _Look("#f9e3dd", "--"),
    "": _Look("#ffffff"),
}


def emotion_curve(journey: Journey, persona: str | None = None, *, lang: str, ax: Axes | None = None) -> Axes:
    """Draw how one persona feels from stage to stage, or all personas together.

    >>> emotion_curve(workshop.journey, "kato", lang="ja")
    """
    axes = ax if ax is not None else _axes()
    stages, words = journey.stages_in_scope, _words(lang)
    people = [p for p in journey.personas if persona in (None, p.id)]
    lines = {p.id: [journey.feelings.get((p.id, stage.id)) for stage in stages] for p in people}
    if not any(feeling for line in lines.values() for feeling in line):
        return _empty(axes, words["no_feelings"])
    _scale(axes, stages, lang)
    ends: dict[str, tuple[float, float, str]] = {}
    for at, who in enumerate(people):
        look = _PERSONAS[at % len(_PERSONAS)]
        shift = 0.07 * (at - (len(people) - 1) / 2)
        values = [float("nan") if f is None else f.value + shift for f in lines[who.id]]
        axes.plot(range(len(stages)), values, color=look.colour, linestyle=look.stroke, linewidth=3,
                  marker=look.marker, markersize=11, markeredgecolor="white", zorder=3)  # fmt: skip
        shown = [(at, value) for at, value in enumerate(values) if value == value]
        if shown:
            ends[who.id] = (*shown[-1], look.colour)
    if persona is None:
        _name_lines(axes, people, ends, lang)
    elif people:
        _tell_reasons(axes, lines[people[0].id])
    return axes


def basis_by_stage(journey: Journey, *, lang: str, ax: Axes | None = None) -> Axes:
    """Draw how many notes rest on what, stage by stage, from the firmest at the bottom."""
    counts = by_stage(journey)
    columns = [(stage.label(lang), counts[stage.id]) for stage in journey.stages_in_scope]
    return _bars(columns, _BASIS, _names("basis", lang), _words(lang)["no_notes"], ax)


def issues_by_stage(journey: Journey, *, lang: str, ax: Axes | None = None) -> Axes:
    """Draw how many issues are felt at each stage, by severity; last, those that run throughout."""
    return _bars(
        list(issues_at(journey, lang=lang)),
        _SEVERITY,
        _names("severity", lang),
        _words(lang)["no_issues"],
        ax,
    )


def signed(value: int) -> str:
    """Return a feeling's value with its sign, −2 … +2, the minus as long as the plus."""
    return f"{value:+d}".replace("-", "−") if value else "0"


def _words(lang: str) -> dict[str, str]:
    return dict(catalogue.read("deck", lang)["charts"])


def _names(of: str, lang: str) -> dict[str, str]:
    return {**catalogue.choices(of, lang), "": _words(lang)["unstated"]}


def _name(persona: Persona, lang: str) -> str:
    return persona.name or _words(lang)["unnamed"]


def issues_at(journey: Journey, *, lang: str) -> Iterator[tuple[str, Counter[str]]]:
    """Yield each stage in scope with its issues by severity, then those of the whole journey."""
    felt: dict[str, Counter[str]] = {stage.id: Counter() for stage in journey.stages_in_scope}
    throughout = Counter(issue.severity for issue in journey.issues if issue.timing != "moment")
    for issue in journey.issues:
        places = {stage.id for key in issue.stages if (stage := journey.stage_of(key))}
        for key in places & felt.keys() if issue.timing == "moment" else ():
            felt[key][issue.severity] += 1
    yield from ((stage.label(lang), felt[stage.id]) for stage in journey.stages_in_scope)
    yield _words(lang)["throughout"], throughout


@cache
def _fonts() -> tuple[str, ...]:
    """Register the Japanese font of matplotlib-fontja, without importing it: that would change rcParams."""
    from matplotlib import font_manager

    spec = find_spec("matplotlib_fontja")
    assert spec is not None
    assert spec.origin is not None
    file = Path(spec.origin).with_name("fonts") / "ipaexg.ttf"
    font_manager.fontManager.addfont(file)
    return "IPAexGothic", "DejaVu Sans"


def _axes() -> Axes:
    from matplotlib.figure import Figure

    figure = Figure(figsize=_SIZE, dpi=72)
    return figure.add_axes((0.075, 0.14, 0.91, 0.8))


def _say(ax: Axes, x: float, y: float, text: str, **how: Any) -> None:
    how = {"fontsize": 15, "color": _INK, "parse_math": False, "family": list(_fonts()), **how}
    ax.text(x, y, text, **how)


def _empty(ax: Axes, text: str) -> Axes:
    ax.set_axis_off()
    _say(ax, 0.5, 0.5, text, transform=ax.transAxes, ha="center", va="center", fontsize=20, color=_QUIET)
    return ax


def _scale(ax: Axes, stages: Sequence[Stage], lang: str) -> None:
    """Draw the paper of an emotion curve: five rules from very bad to very good, a column per stage."""
    feelings = catalogue.choices("feeling", lang)
    ax.set_xlim(-0.5, len(stages) - 0.5)
    ax.set_ylim(-3.3, 3.2)
    for value in range(-2, 3):
        ax.axhline(
            value, color=_QUIET if value == 0 else _RULE, linewidth=1.2 if value == 0 else 0.8, zorder=1
        )
    ax.set_yticks(range(-2, 3))
    _label(ax.yaxis, [f"{feelings[str(v)]}  {signed(v)}" for v in range(-2, 3)], 14)
    _columns(ax, [stage.label(lang) for stage in stages])


def _columns(ax: Axes, names: Sequence[str]) -> None:
    ax.set_xticks(range(len(names)))
    width = max(4.0, 69 / max(len(names), 1) - 0.6)
    _label(ax.xaxis, ["\n".join(_wrap(name, width, 3)) for name in names], 15)
    ax.tick_params(length=0, pad=10, colors=_INK)
    for side in ax.spines.values():
        side.set_visible(False)


def _label(axis: Any, texts: Sequence[str], size: int) -> None:
    for label in axis.set_ticklabels(texts, family=list(_fonts()), fontsize=size, linespacing=1.25):
        label.set_parse_math(False)


def _tell_reasons(ax: Axes, line: Sequence[Feeling | None]) -> None:
    """Write why beside each point, on the side where the curve is not."""
    width = max(6.0, 74 / max(len(line), 1) - 1)
    known = [(at, feeling) for at, feeling in enumerate(line) if feeling]
    for place, (at, feeling) in enumerate(known):
        before, after = (
            known[n][1].value - feeling.value if 0 <= n < len(known) else 0 for n in (place - 1, place + 1)
        )
        slope, below = before * after < 0, before + after > 0 and before * after >= 0
        side = ("right" if before < 0 else "left") if slope else "center"
        shift = {"right": -0.04, "left": 0.04, "center": 0}[side]
        text, height = "\n".join(_wrap(feeling.why, width, 4)), feeling.value + (-0.22 if below else 0.22)
        how = {"ha": side, "va": "top" if below else "bottom", "zorder": 4}
        _say(ax, at + shift, height, text, fontsize=14, linespacing=1.3, **how)


def _name_lines(
    ax: Axes, people: Sequence[Persona], ends: dict[str, tuple[float, float, str]], lang: str
) -> None:
    """Write each name at the end of its line, pushed apart where lines end together."""
    floor = -9.0
    last = max(x for x, _, _ in ends.values())
    ax.set_xlim(-0.5, last + 1.1)
    named = [(p, ends[p.id]) for p in people if p.id in ends]
    for persona, (x, y, colour) in sorted(named, key=lambda row: row[1][1]):
        floor = max(y, floor + 0.36)
        text = _wrap(_name(persona, lang), 11, 1)[0]
        ax.plot([x, last + 0.14], [y, floor], color=colour, linewidth=1, zorder=2)
        _say(ax, last + 0.18, floor, text, va="center", color=colour, fontsize=16)


def _bars(
    columns: list[tuple[str, Counter[str]]],
    looks: dict[str, _Look],
    names: dict[str, str],
    empty: str,
    ax: Axes | None,
) -> Axes:
    axes = ax if ax is not None else _axes()
    tallest = max((count.total() for _, count in columns), default=0)
    if not tallest:
        return _empty(axes, empty)
    base = [0] * len(columns)
    for key, look in looks.items():
        heights = [count[key] for _, count in columns]
        if not any(heights):
            continue
        axes.bar(range(len(columns)), heights, 0.56, bottom=base, label=names[key], color=look.colour,
                 hatch=look.hatch, edgecolor=_QUIET, linewidth=1, zorder=2)  # fmt: skip
        _count(axes, base, heights, look)
        base = [low + high for low, high in zip(base, heights, strict=True)]
    for at, total in enumerate(base):
        _say(axes, at, total + tallest * 0.02, str(total), ha="center", fontsize=17)
    _finish(axes, columns, tallest)
    return axes


def _count(ax: Axes, base: Sequence[int], heights: Sequence[int], look: _Look) -> None:
    paper = {"boxstyle": "round,pad=0.25", "facecolor": look.colour, "edgecolor": "none"}
    dark = int(look.colour[3:5], 16) < 0x80
    for at, (low, high) in enumerate(zip(base, heights, strict=True)):
        if high:
            _say(ax, at, low + high / 2, str(high), ha="center", va="center", fontsize=14,
                 color="white" if dark else _INK, bbox=paper)  # fmt: skip


def _finish(ax: Axes, columns: list[tuple[str, Counter[str]]], tallest: int) -> None:
    ax.set_ylim(0, tallest * 1.12)
    ax.set_yticks([])
    _columns(ax, [name for name, _ in columns])
    ax.set_xlim(-0.6, max(len(columns) - 0.4, 1))
    ax.axhline(0, color=_QUIET, linewidth=1.2, zorder=3)
    font = {"family": list(_fonts()), "size": 15}
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=5, frameon=False, prop=font, borderaxespad=0)


def _wrap(text: str, width: float, most: int) -> list[str]:
    """Return `text` in at most `most` lines of about `width` em, broken where a Japanese phrase may end."""
    phrases = [part for line in text.splitlines() for part in _phrases(line)]
    count = len(_filled(phrases, width))
    longest = max((_em(phrase.rstrip()) for phrase in phrases), default=1)
    narrow = range(int(min(longest, width)) + 1, int(width) + 2)
    even = next((w for w in narrow if len(_filled(phrases, w)) <= count), width)
    lines = [line.strip() for line in _filled(phrases, min(even, width) if count <= most else width)]
    return [*lines[: most - 1], lines[most - 1][:-1] + "…"] if len(lines) > most else lines


def _filled(phrases: Sequence[str], width: float) -> list[str]:
    lines = [""]
    for piece in (piece for phrase in phrases for piece in _pieces(phrase, width)):
        if lines[-1] and _em(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return lines


def _pieces(phrase: str, width: float) -> list[str]:
    longest = max(int(width), 1)
    if _em(phrase) <= width:
        return [phrase]
    return [phrase[at : at + longest] for at in range(0, len(phrase), longest)]


@cache
def _parser() -> Any:
    import budoux

    return budoux.load_default_japanese_parser()


def _phrases(text: str) -> list[str]:
    if not _JAPANESE.search(text):
        return [word + " " for word in text.split()]
    return re.split(r"(?<=[//・])|\0", "\0".join(_parser().parse(text)).replace("\0/", "/"))


def _em(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.55 for c in text)
