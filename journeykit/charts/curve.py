"""The emotion curve: one persona's feelings with their reasons, or all personas together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from journeykit import catalogue
from journeykit.charts.paper import QUIET, RULE, Look, columns_of, empty, label, paper, say, words_of
from journeykit.log import Journey
from journeykit.phrases import wrap
from journeykit.records import Feeling, Persona, Stage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["emotion_curve"]

_PERSONAS = (
    Look("#0b5cab", marker="o", stroke="-"),
    Look("#b3410a", marker="s", stroke="--"),
    Look("#0f766e", marker="^", stroke="-."),
    Look("#9d3a83", marker="D", stroke=":"),
    Look("#5b6472", marker="v", stroke=(0, (5, 1))),  # type: ignore[arg-type]
    Look("#7a5b00", marker="P", stroke=(0, (1, 1, 4, 1))),  # type: ignore[arg-type]
)


_ONWARD = {"stalls": "■", "back": "←"}
_WARNING = "#9c2f1f"
_FOOT = -3.6


def emotion_curve(journey: Journey, persona: str | None = None, *, lang: str, ax: Axes | None = None) -> Axes:
    """Draw how one persona feels from stage to stage, or all personas together.

    >>> emotion_curve(workshop.journey, "kato", lang="ja")
    """
    axes = ax if ax is not None else paper()
    stages, words = journey.stages_in_scope, words_of(lang)
    people = [p for p in journey.personas if persona in (None, p.id)]
    lines = {p.id: [journey.feelings.get((p.id, stage.id)) for stage in stages] for p in people}
    if not any(feeling for line in lines.values() for feeling in line):
        return empty(axes, words["no_feelings"])
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
        _tell_onward(axes, lines[people[0].id], lang)
    return axes


def _name(persona: Persona, lang: str) -> str:
    return persona.name or words_of(lang)["unnamed"]


def _scale(ax: Axes, stages: Sequence[Stage], lang: str) -> None:
    """Draw the paper of an emotion curve: five rules from very bad to very good, a column per stage."""
    feelings = catalogue.choices("feeling", lang)
    ax.set_xlim(-0.5, len(stages) - 0.5)
    ax.set_ylim(-3.3, 3.2)
    for value in range(-2, 3):
        ax.axhline(value, color=QUIET if value == 0 else RULE, linewidth=1.2 if value == 0 else 0.8, zorder=1)
    ax.set_yticks(range(-2, 3))
    label(ax.yaxis, [f"{feelings[str(v)]}  {catalogue.signed(v)}" for v in range(-2, 3)], 14)
    columns_of(ax, [stage.label(lang) for stage in stages])


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
        text, height = "\n".join(wrap(feeling.why, width, 4)), feeling.value + (-0.22 if below else 0.22)
        how = {"ha": side, "va": "top" if below else "bottom", "zorder": 4}
        say(ax, at + shift, height, text, fontsize=14, linespacing=1.3, **how)


def _tell_onward(ax: Axes, line: Sequence[Feeling | None], lang: str) -> None:
    """Write at the foot of its column where the persona stalls or steps back, with a sign for each."""
    words = catalogue.choices("onward", lang)
    if any(feeling and feeling.onward for feeling in line):
        ax.set_ylim(_FOOT - 0.3, 3.2)  # below every reason
    for at, feeling in enumerate(line):
        if feeling and feeling.onward:
            text = f"{_ONWARD[feeling.onward]} {words[feeling.onward]}"
            box = {"boxstyle": "round,pad=0.3", "facecolor": "white", "edgecolor": _WARNING}
            ax.plot([at, at], [_FOOT, feeling.value], color=_WARNING, linewidth=1, linestyle=":", zorder=2)
            how = {"ha": "center", "va": "center", "color": _WARNING, "bbox": box, "zorder": 5}
            say(ax, at, _FOOT, text, fontsize=14, **how)


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
        text = wrap(_name(persona, lang), 11, 1)[0]
        ax.plot([x, last + 0.14], [y, floor], color=colour, linewidth=1, zorder=2)
        say(ax, last + 0.18, floor, text, va="center", color=colour, fontsize=16)
