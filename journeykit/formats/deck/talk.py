"""The slides of the playbook: how the team talks with each of the four groups (DOMAIN.md B2, B5)."""

from __future__ import annotations

from journeykit import catalogue
from journeykit.formats.deck.layout import Card, Slide, cards
from journeykit.formats.deck.measure import em
from journeykit.log import Journey
from journeykit.records import Play
from journeykit.settings import Brand

__all__ = ["plays"]

_ROWS = (
    ("who", "stance", "talk", "avoid"),
    ("dissatisfaction", "satisfaction", "extra"),
    ("likelihood", "timing"),
    ("read", "record", "success", "owner"),
)
"""How the fields of a play stand on the slide; a group has only some of the rows between."""
_WHEELS = {"dissatisfaction", "satisfaction", "extra", "likelihood", "timing"}


def plays(journey: Journey, lang: str, _: Brand, groups: tuple[str, ...] = ()) -> list[Slide]:
    """Return a slide per group, the team's words where it has any, else the starting playbook's.

    With `groups` only those.
    """
    kept = [play for play in journey.plays if not groups or play.id in groups]
    return [slide for play in kept for slide in _play(journey, play, lang)]


def _play(journey: Journey, play: Play, lang: str) -> list[Slide]:
    words, group = catalogue.read("deck", lang)["slides"], catalogue.read("stages", lang)["groups"][play.id]
    fields = [name for name in catalogue.read("playbook", lang)[play.id]["fields"] if name != "owner"]
    changed = [name for name in fields if getattr(play, name)]
    lead = words["play_changed" if changed else "play_default"].format(total=len(fields), count=len(changed))
    kicker = words["play_kicker"].format(number=group["number"], told=lead)
    slide = Slide("cards", group["label"], {}, kicker, notes=(catalogue.say(f"deck.notes.{play.id}", lang),))
    mixed = 0 < len(changed) < len(fields)
    rows = [[_card(play, name, lang, mixed) for name in row if name in (*fields, "owner")] for row in _ROWS]
    return cards(slide, [*filter(None, rows), *_topics(journey, play, lang)])


def _card(play: Play, name: str, lang: str, mixed: bool) -> Card:
    words = catalogue.read("deck", lang)["slides"]
    label = catalogue.read("fields", lang)["play"][name]["label"]
    own, tone = getattr(play, name), "wheel" if name in _WHEELS else ""
    given = catalogue.read("playbook", lang)[play.id].get(name, words["no_owner"])
    if name == "owner":
        return Card(label, own or words["no_owner"], "" if own else "quiet", share=_share(own))
    pill = words["rewritten" if own else "default"] if mixed else ""
    return Card(label, own or given, tone, pill, True, _share(own or given))


def _share(text: str) -> int:
    """Return a card's part of its row: a longer text gets more of the width, so that cards end alike."""
    return min(max(round(em(text) / 4), 9), 24)


def _topics(journey: Journey, play: Play, lang: str) -> list[list[Card]]:
    known = {row["id"]: row["text"] for row in _library(lang)}
    known |= {issue.id: issue.text for issue in journey.assumed_issues}
    texts = [known[topic] for topic in play.topics if known.get(topic)]
    label = catalogue.say("deck.slides.topics", lang)
    return [[Card(label, "\n".join(texts), ideas=True)]] if texts else []


def _library(lang: str) -> list[dict[str, str]]:
    """Return the catalogue's assumed issues, whose texts stand in the rows under the language's name."""
    rows = catalogue.read("assumed_issues", lang)["issues"]
    return [{"id": row["id"], "text": row[lang]} for row in rows]
