"""What the team claims beside what the data say: supported, contradicted, or not observable, and why.

A claim is a feeling that is not neutral, a persona who stalls or steps back, a note or an issue that names
a duration, a stall, a skip or loyalty, and a stage that is left out of the map. What a claim is known by,
and where support ends and contradiction begins, is data (`catalogue/claims.toml`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from journeykit import catalogue
from journeykit.insights.evidence import report
from journeykit.insights.testimony import (
    CONTRADICTED,
    SUPPORTED,
    UNOBSERVABLE,
    Answer,
    Witness,
    opposite,
)
from journeykit.log import Journey
from journeykit.records import Feeling, Issue, Note, Stage

__all__ = ["VERDICTS", "Claim", "answers", "claims", "contradicted", "spans", "summary"]

VERDICTS = (CONTRADICTED, SUPPORTED, UNOBSERVABLE)
"""The verdicts in the order in which they are told."""
_UNAWARE = "unaware"
_MOST = 5
"""How many contradictions are proposed for discussion."""


class Claim(NamedTuple):
    """A claim of the record `kind` and `record` about a stage; `reason` tells the figures."""

    kind: str
    record: str
    stage: str
    place: str
    said: str
    verdict: str
    reason: str


def claims(journey: Journey, lang: str) -> list[Claim]:
    """Return the team's claims with what the data answer, stage by stage; none where no data were read."""
    told = report(journey)
    if told is None:
        return []
    witnesses = {stage.id: Witness(told, stage.id, lang) for stage in journey.stages}
    found = [*_feelings(journey, witnesses, lang), *_texts(journey, witnesses, lang)]
    found += _scope(journey, witnesses, lang)
    order = {stage.id: at for at, stage in enumerate(journey.stages)}
    return sorted(found, key=lambda claim: (VERDICTS.index(claim.verdict), order[claim.stage]))


def contradicted(journey: Journey, lang: str) -> list[Claim]:
    """Return the contradictions that are proposed for discussion."""
    return [claim for claim in claims(journey, lang) if claim.verdict == CONTRADICTED][:_MOST]


def summary(found: list[Claim], lang: str) -> str:
    """Return in a sentence how claims and data agree."""
    counts = Counter(claim.verdict for claim in found)
    key = "some" if found else "none"
    told = {verdict: counts[verdict] for verdict in VERDICTS}
    return catalogue.say(f"claims.told.{key}", lang, n=len(found), **told)


def _feelings(journey: Journey, witnesses: dict[str, Witness], lang: str) -> Iterator[Claim]:
    for (who, key), feeling in journey.feelings.items():
        stage = journey.stage_of(key)
        if stage is None:
            continue
        at = witnesses[stage.id]
        if feeling.value:
            said = _felt(journey, who, feeling, lang)
            yield _claim("feeling", feeling.id, stage, said, _heard(at, stage, at.feels(feeling.value)), lang)
        if feeling.onward in ("stalls", "back"):
            said = _say(f"said.{feeling.onward}", lang, who=_name(journey, who, lang))
            answer = at.stalls() if feeling.onward == "stalls" else at.returns()
            yield _claim("feeling", feeling.id, stage, said, _heard(at, stage, answer), lang)


def _texts(journey: Journey, witnesses: dict[str, Witness], lang: str) -> Iterator[Claim]:
    records: list[tuple[str, Note | Issue, str]] = [("note", note, note.stage) for note in journey.notes]
    records += [("issue", issue, key) for issue in journey.issues for key in issue.stages]
    for kind, record, key in records:
        stage = journey.stage_of(key)
        found = answers(record.text, witnesses[stage.id]) if stage and record.text else []
        for answer in found:
            assert stage is not None
            said = _say(f"said.{kind}", lang, text=record.text)
            yield _claim(kind, record.id, stage, said, _heard(witnesses[stage.id], stage, answer), lang)


def answers(text: str, at: Witness) -> list[Answer]:
    """Return what the data answer to each thing that a text claims."""
    plain = _plain(text)
    lasts = _word("lasting").search(plain) and not _word("wanted").search(plain)
    found = [at.lasts(*span) for span in (spans(text)[:1] if lasts else [])]
    for name, answer in {"stalls": at.stalls, "skips": at.skipped, "stays": at.stays}.items():
        if match := _word(name).search(plain):
            before, after = plain[: match.start()], plain[match.end() :]
            denied = _word("not_before").search(before) or _word("not_after").match(after)
            if name != "stalls" or _is_told_of_customers(plain, before, bool(denied)):
                found.append(opposite(answer()) if denied else answer())
    return found


def _is_told_of_customers(text: str, before: str, denied: bool) -> bool:
    """Say whether it is customers who stall, or do not: machines stand still as well."""
    return not _word("machines").search(before) and not (denied and not _word("talks").search(text))


def spans(text: str) -> list[tuple[float, float]]:
    """Return the durations that a text names, in days, from and to; what is ago or comes again is none.

    >>> spans("承認まで2〜3週間かかる"), spans("3年前に入れた設備"), spans("Decided right away")
    ([(14, 21)], [], [(0, 14)])
    """
    plain, words = _plain(text), catalogue.read("claims", catalogue.LANGUAGES[0])
    limits, found = words["days"], []
    for match in _speed("number").finditer(plain):
        if not _word("ago").match(plain, match.end()) and not _word("ago").match(plain, match.end() + 1):
            unit = next(days for sign, days in limits.items() if _is(sign, match["unit"]))
            low = _number(match["n"], words["numerals"])
            high = _number(match["m"] or match["n"], words["numerals"])
            found.append((0 if _word("within").search(plain) else low * unit, high * unit))
    half = _speed("half_year").search(plain)
    if half and not _word("ago").match(plain, half.end()):
        found.append((limits["half_year"], limits["half_year"]))
    return found or ([(0, limits["fast"])] if _speed("fast").search(plain) else [])


def _is(sign: str, unit: str) -> bool:
    return unit.startswith(sign) or (sign == "月" and unit.endswith("月"))


def _number(text: str, numerals: dict[str, int]) -> int:
    return numerals.get(text) or int(text)


def _scope(journey: Journey, witnesses: dict[str, Witness], lang: str) -> Iterator[Claim]:
    inside = {stage.id for stage in journey.stages_in_scope}
    for stage in journey.stages:
        if stage.id not in inside:
            at = witnesses[stage.id]
            answer = at.unaware() if stage.rolls_up == _UNAWARE else at.left_out()
            yield _claim("scope", "scope", stage, _say("said.scope", lang), answer, lang)


def _heard(at: Witness, stage: Stage, answer: Answer) -> Answer:
    """Return an answer, or why there is none: of those who are unaware, or of a stage made later."""
    if stage.rolls_up == _UNAWARE:
        return at.unaware()
    return answer if at.at else at.silent("not_run")


def _claim(kind: str, record: str, stage: Stage, said: str, answer: Answer, lang: str) -> Claim:
    return Claim(kind, record, stage.id, stage.label(lang), said, *answer)


def _felt(journey: Journey, who: str, feeling: Feeling, lang: str) -> str:
    key = "feeling_why" if feeling.why else "feeling"
    told: dict[str, Any] = {"value": catalogue.signed(feeling.value), "why": feeling.why}
    return _say(f"said.{key}", lang, who=_name(journey, who, lang), **told)


def _name(journey: Journey, who: str, lang: str) -> str:
    return getattr(journey.get("persona", who), "name", "") or _say("told.somebody", lang)


def _say(key: str, lang: str, **values: object) -> str:
    return catalogue.say(f"claims.{key}", lang, **values)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


@cache
def _word(name: str) -> re.Pattern[str]:
    return re.compile(catalogue.read("claims", catalogue.LANGUAGES[0])["words"][name], re.IGNORECASE)


@cache
def _speed(name: str) -> re.Pattern[str]:
    return re.compile(catalogue.read("claims", catalogue.LANGUAGES[0])["speed"][name], re.IGNORECASE)
