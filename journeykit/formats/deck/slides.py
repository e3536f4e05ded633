"""The slides of a workshop, in their order: pure: of journey, language, brand and what was before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from journeykit.formats.against import Against
from journeykit.formats.audience import Audience, narrowed
from journeykit.formats.deck import (
    closing,
    evidence,
    foreign,
    ground,
    maps,
    opening,
    overview,
    people,
    pictures,
    priorities,
    roles,
    summary,
    talk,
    themes,
    upkeep,
)
from journeykit.formats.deck.layout import Slide
from journeykit.log import Journey
from journeykit.settings import Brand

__all__ = ["CHANGES", "ORDER", "SUBJECTS", "Subject", "slides"]

Subject = Callable[[Journey, str, Brand], list[Slide]]

ORDER: tuple[Subject, ...] = (
    opening.title,
    opening.brief,
    opening.scope,
    roles.chain,
    opening.stages,
    opening.views,
    people.personas,
    people.issues,
    pictures.issues,
    maps.maps,
    maps.outside,
    themes.themes,
    roles.buying,
    ground.findings,
    ground.disagreement,
    evidence.quality,
    evidence.funnel,
    evidence.stands,
    evidence.dwell,
    evidence.moves,
    evidence.nps,
    evidence.answers,
    evidence.texts,
    pictures.emotions,
    pictures.basis,
    talk.plays,
    roles.handovers,
    pictures.matrix,
    priorities.decisions,
    closing.assumed,
    ground.research,
    closing.sources,
    closing.method,
    upkeep.freshness,
    foreign.untranslated,
)
"""The subjects of a deck; each returns as many slides as it needs."""


SUBJECTS = {
    f"{subject.__module__.rpartition('.')[2]}.{subject.__name__}": subject
    for subject in (*ORDER, overview.overview, summary.stakes, summary.doubts, summary.decided, summary.ahead)
}
"""Every subject by the name that an audience knows it by."""

CHANGES = "upkeep.changed"
"""The name of the subject that tells what changed; it needs something to compare with."""
_ENTIRE = ("roles.handovers", "priorities.decisions", "evidence.answers", "evidence.texts")
"""These are made of the whole: hand-overs reach beyond an audience's stages, ranks count among all actions,
and what is left out of the map is what the team left out.
"""


def slides(
    journey: Journey,
    lang: str,
    brand: Brand,
    against: Against | None = None,
    instead: Mapping[Subject, Subject] | None = None,
    audience: Audience | None = None,
) -> list[Slide]:
    """Return the slides of a journey for an audience; the same journey always gives the same slides.

    With `against`, what changed since comes before the map. `instead` tells of subjects what stands in
    their place, where a format draws its own.
    """
    to = audience or Audience("")
    drawn = {name: (instead or {}).get(subject, subject) for name, subject in SUBJECTS.items()}
    drawn["talk.plays"] = partial(talk.plays, groups=to.groups)
    drawn["roles.handovers"] = partial(roles.handovers, among=to.roles)
    if against:
        drawn[CHANGES] = partial(upkeep.changed, against=against)
    shown = narrowed(journey, to)
    own = tuple(stage.id for stage in shown.stages_in_scope) if to.six else ()
    for name, subject in (("evidence.answers", evidence.answers), ("evidence.texts", evidence.texts)):
        drawn[name] = partial(subject, among=own)
    told = {name: journey if name in _ENTIRE else shown for name in drawn}
    return [slide for name in _order(to) if name in drawn for slide in drawn[name](told[name], lang, brand)]


def _order(audience: Audience) -> tuple[str, ...]:
    """Return the names of the subjects that an audience is shown, with the place for what changed."""
    names = list(SUBJECTS)[: len(ORDER)]
    at = names.index("opening.scope")
    return audience.sections or (*names[:at], CHANGES, *names[at:])
