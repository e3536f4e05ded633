"""What to do first: the same ballots counted under every rule.

An order is only as good as the way in which it was counted, so all are told, ties as ties. Nobody counts
twice: whose votes count, and for what, is settled in `insights.votes`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple, cast

from journeykit.insights.opinions import FEW
from journeykit.insights.votes import counted
from journeykit.log import Journey
from journeykit.records import BALLOTS, Action, Participant, Vote

__all__ = [
    "ROUNDS",
    "RULES",
    "Place",
    "Turnout",
    "candidates",
    "decided",
    "ordered",
    "proxies",
    "standings",
    "top_under_all",
    "turnout",
    "withheld",
]

RULES = ("dots", "approval", "borda", "first", "by_role", "ratio")
"""The ways of counting, in the order in which they are shown."""

ROUNDS = ("priorities", "ranks")
"""The rounds in which people vote on actions."""

_TOP = 3
_STARTED = ("open", "doing")

Score = int | Fraction
Ballots = list[tuple[Vote, str]]


class Place(NamedTuple):
    """Where an action stands under a rule: equal scores share a rank and are `tied`."""

    rank: int
    tied: bool
    score: Score


class Turnout(NamedTuple):
    """How many of the people who take part voted in a round, and how many of those through a scribe."""

    people: int
    voted: int
    proxies: int


def candidates(journey: Journey) -> tuple[Action, ...]:
    """Return the actions that say what would be done, oldest first."""
    return tuple(action for action in journey.actions if action.title)


def standings(journey: Journey) -> dict[str, dict[str, Place]]:
    """Return for each rule that has something to count where the actions stand, by id.

    What people vote on stands somewhere even without a vote; by "ratio" only what was rated does.
    """
    dots, ranks = (counted(journey, round_) for round_ in ROUNDS)
    best = BALLOTS["ranks"].highest
    scores: dict[str, dict[str, Score]] = {
        "dots": _sums((item, vote.weight) for vote, item in dots),
        "approval": _sums((item, 1) for _, item in dots),
        "borda": _sums((item, vote.weight) for vote, item in ranks),
        "first": _sums((item, 1) for vote, item in ranks if vote.weight == best),
        "by_role": {} if withheld(journey) else _by_role(journey, dots),
    }
    none: dict[str, Score] = {action.id: 0 for action in candidates(journey)}
    scores = {rule: none | given for rule, given in scores.items() if given} | {"ratio": _ratios(journey)}
    return {rule: _places(given) for rule, given in scores.items() if given}


def top_under_all(journey: Journey, n: int = _TOP) -> tuple[str, ...]:
    """Return the ids of the actions that are among the first `n` under every rule that places them.

    Before anybody has voted there are none, and one that nobody votes for is never among them.
    """
    found = standings(journey)
    if not found.keys() - {"ratio"}:
        return ()
    placed = {a.id: [p[a.id] for p in found.values() if a.id in p] for a in candidates(journey)}
    return tuple(key for key, places in placed.items() if all(p.rank <= n and p.score for p in places))


def ordered(journey: Journey) -> tuple[Action, ...]:
    """Return the actions, what stays on top first, then by their mean rank; the oldest of equals first."""
    found, tops = standings(journey), set(top_under_all(journey))

    def key(action: Action) -> tuple[bool, float]:
        ranks = [places[action.id].rank for places in found.values() if action.id in places]
        return action.id not in tops, sum(ranks) / len(ranks) if ranks else float("inf")

    return tuple(sorted(candidates(journey), key=key))


def decided(journey: Journey) -> tuple[Action, ...]:
    """Return the actions that are to be done: those on top under all rules, and those taken up already."""
    tops = top_under_all(journey)
    chosen = (a for a in ordered(journey) if a.status in _STARTED or (a.id in tops and not a.status))
    return tuple(chosen)


def turnout(journey: Journey, round_: str) -> Turnout:
    """Return how many of those who take part voted in a round; who has left counts for neither."""
    voters = {journey.author("vote", vote.id) for vote, _ in counted(journey, round_)}
    voted = [person for person in journey.participants if person.id in voters]
    return Turnout(len(journey.participants), len(voted), sum(bool(person.scribe) for person in voted))


def proxies(journey: Journey) -> Counter[str]:
    """Return how many of the votes on each action a scribe entered."""
    return Counter(item for round_ in ROUNDS for vote, item in counted(journey, round_) if vote.proxy)


def withheld(journey: Journey) -> bool:
    """Say whether to count by role would tell in an anonymous room how few people voted."""
    voters = _voters(journey, counted(journey, ROUNDS[0]))
    return journey.room.anonymous and any(len(people) < FEW for people in voters.values())


def _sums(given: Iterable[tuple[str, int]]) -> dict[str, Score]:
    sums: Counter[str] = Counter()
    for item, weight in given:
        sums[item] += weight
    return dict(sums)


def _places(scores: dict[str, Score]) -> dict[str, Place]:
    times, first = Counter(scores.values()), dict[Score, int]()
    for rank, score in enumerate(sorted(scores.values(), reverse=True), 1):
        first.setdefault(score, rank)
    return {item: Place(first[score], times[score] > 1, score) for item, score in scores.items()}


def _voters(journey: Journey, ballots: Ballots) -> dict[str, set[str]]:
    """Return who voted, by role."""
    voters: dict[str, set[str]] = defaultdict(set)
    for vote, _ in ballots:
        who = journey.author("vote", vote.id)
        voters[_role(journey, who)].add(who)
    return voters


def _role(journey: Journey, who: str) -> str:
    person = cast("Participant | None", journey.last_known("participant", who))
    return person.role if person else ""


def _by_role(journey: Journey, ballots: Ballots) -> dict[str, Score]:
    """Return each item's part of the dots in percent, where every role has the same say; nothing for one."""
    given: dict[str, Counter[str]] = defaultdict(Counter)
    for vote, item in ballots:
        given[_role(journey, journey.author("vote", vote.id))][item] += vote.weight
    if len(given) < 2:
        return {}
    shares: dict[str, Score] = defaultdict(int)
    for dots in given.values():
        for item, n in dots.items():
            shares[item] += Fraction(100 * n, dots.total() * len(given))
    return dict(shares)


def _ratios(journey: Journey) -> dict[str, Score]:
    rated = (action for action in candidates(journey) if action.value and action.effort)
    return {action.id: Fraction(action.value, action.effort) for action in rated}
