"""What a run found, as the record holds it: read again, told to the team, laid beside its claims."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeykit import catalogue, charts, formats
from journeykit.errors import WorkshopError
from journeykit.evidence.engines import run
from journeykit.evidence.log import Log
from journeykit.evidence.reading import read
from journeykit.evidence.results import Results, eventlog, lines, record, results, signals
from journeykit.evidence.results.findings import NEW, NEWER, SAME, accept, proposed
from journeykit.evidence.rules import Rule, Rules, Source
from journeykit.formats.deck.slides import slides
from journeykit.formats.redact import redacted
from journeykit.insights import headlines
from journeykit.insights.claims import answers, claims, contradicted, spans
from journeykit.insights.coverage import hints
from journeykit.insights.evidence import Moved, Report, Stand, report
from journeykit.insights.testimony import Witness
from journeykit.log import Change, fold
from journeykit.panels import Viewer, show
from journeykit.records import limit
from journeykit.workshop import Workshop

DAY = 86_400
BEGIN = 1_735_689_600
RULES = Rules(
    zone="UTC",
    sources=(Source(name="marketing"), Source(name="crm"), Source(name="survey")),
    rules=(
        Rule(what=("download",), stage="interest"),
        Rule(what=("meeting",), stage="consideration"),
        Rule(what=("order",), stage="purchase"),
        Rule(source=("survey", "support"), stage="retention"),
    ),
)


def events() -> Iterator[tuple]:
    """Yield 60 companies: 40 meet after 30 days, 20 order, 12 of them answer a survey with 3, 6 complain."""
    for at in range(60):
        name = f"株式会社{chr(0x4E00 + at)}光製作所"
        yield name, BEGIN + at * DAY, "marketing", "download", ""
        if at < 40:
            words = f"{name}の田中様(090-1234-56{at:02})から、比べる資料がほしいとの声"
            yield name, BEGIN + (at + 30) * DAY, "crm", "meeting", "", words
        if at < 20:
            yield name, BEGIN + (at + 40) * DAY, "crm", "order", "", None, 100.0, None
        if at < 12:
            yield (
                name,
                BEGIN + (at + 90) * DAY,
                "survey",
                "answer",
                "",
                "返事が遅くて困っています、改善を",
                None,
                3,
            )
        if at < 6:
            yield name, BEGIN + (at + 91) * DAY, "support", "complaint", "", "対応が遅い", None, None
    yield "Lost and found", BEGIN, "crm", "=cmd()", ""


def log() -> Log:
    sizes = {(f"株式会社{chr(0x4E00 + at)}光製作所", "size"): "S" if at % 2 else "L" for at in range(60)}
    sizes["Lost and found", "size"] = "of one"
    return Log.of(events(), sizes, zone="UTC", as_of=BEGIN + 200 * DAY, targets=["Lost and found", "x", "y"])


def found(workshop: Workshop, lang: str = "ja") -> Results:
    quality = [("duplicates", "crm", 3, 60, "duplicates")]
    with log() as read:
        return results(
            read, RULES, workshop.journey, run(read, RULES, workshop.journey.stages), quality, lang
        )


@pytest.fixture
def told(workshop: Workshop) -> Workshop:
    record(workshop, found(workshop))
    return workshop


def test_a_run_is_one_record_that_tells_what_was_found(told: Workshop) -> None:
    read = report(told.journey)
    assert read == found(told).report
    assert (read.as_of, read.zone, read.key, read.customers) == ("2025-07-20", "UTC", "account", 61)
    assert read.stand("interest").reached == 60
    assert read.unmapped == 1
    assert read.sources == ("marketing", "crm", "survey")
    assert ("size", "L") in read.groups
    assert ("size", "of one") not in read.groups


def test_the_next_run_is_another_change_and_the_first_stays_in_the_history(told: Workshop) -> None:
    before = len(told.changes)
    record(told, found(told))
    assert len(told.changes) == before + 1
    assert len(told.journey.records("evidence")) == 1


def test_the_record_of_few_customers_tells_no_number_of_them(workshop: Workshop) -> None:
    rows = [(f"c{at}", BEGIN + at, "marketing", "download", "") for at in range(4)]
    with Log.of(rows) as read:
        figures = run(read, RULES, workshop.journey.stages)
        record(workshop, results(read, RULES, workshop.journey, figures, [], "ja"))
    assert workshop.journey.evidence.customers == 0
    assert {n for one in report(workshop.journey).stands for n in one[2:]} <= {None, 0}


def test_no_export_names_a_customer_or_who_was_called(
    told: Workshop, lang: str, text_in: Callable[[bytes], str]
) -> None:
    accept(told, [one.finding.id for one in proposed(told.journey, lang)], lang)
    for name in ("deck", "pptx", "xlsx", "csv", "json", "markdown", "bundle"):
        text = text_in(formats.write(told, name, lang))
        assert "光製作所" not in text, name
        assert "090-1234" not in text, name
        assert "田中様" not in text, name
        assert "Lost and found" not in text, name


def test_signals_stay_beside_the_workshop_and_in_no_record(told: Workshop) -> None:
    run_ = found(told)
    assert {one.signal for one in run_.signals} == {"complaint"} or not run_.signals
    assert "光製作所" not in json.dumps([change.fields for change in told.changes], ensure_ascii=False)


def test_a_redacted_workshop_keeps_its_figures_and_tells_nobodys_name(told: Workshop) -> None:
    told.put("action", "a", title="x", owner="井上 誠")
    text = report(told.journey).texts[0]
    named = text._replace(text="井上から電話", source="井上の表")
    kept = report(told.journey)
    changed = kept.text().replace(json.dumps(text.text, ensure_ascii=False)[1:-1], named.text)
    told.put("evidence", figures=changed, sources="井上の表")
    twin, _ = redacted(told, "ja")
    assert report(twin.journey).stands == kept.stands
    assert "井上" not in twin.journey.evidence.model_dump_json()


PARTS = st.sampled_from(["stages", "stands", "groups", "moves", "texts", "scores", "quality"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda within: st.lists(within) | st.dictionaries(PARTS, within),
)


@given(st.text(max_size=60) | JSON.map(json.dumps))
def test_figures_that_cannot_be_read_are_none_and_stop_nothing(text: str) -> None:
    change = Change("a", 1, "x", "evidence", "evidence", "put", {"figures": text, "as_of": "2026-01-01"})
    journey = fold([change])
    read = report(journey)
    assert read is None or isinstance(read, Report)
    assert isinstance(claims(journey, "ja"), list)
    assert isinstance(proposed(journey, "en"), list)


def test_what_is_too_much_for_the_record_is_left_out_and_the_whole_stays(workshop: Workshop) -> None:
    groups = (("all", ""), *(("size", f"{at:040}") for at in range(60)))
    stands = tuple(Stand(g, s, 9**9, 9**9, 9**9, 9**9, 9**9) for g in range(61) for s in range(100))
    large = Report(stages=tuple(f"s{at}" for at in range(100)), groups=groups, stands=stands)
    text = Results(large, ()).fields["figures"]
    assert 0 < len(text) <= (limit("evidence", "figures") or 0)
    workshop.put("evidence", figures=text)
    assert report(workshop.journey).line()[0].reached == 9**9


def test_a_fact_is_proposed_once_and_brought_up_to_date_later(told: Workshop) -> None:
    ids = [one.finding.id for one in proposed(told.journey, "ja")]
    assert len(ids) == len(set(ids))
    assert accept(told, ids[:1], "ja") == 1
    assert accept(told, ids[:1], "ja") == 0
    told.put("finding", ids[0], inference="比べて決めたい")
    told.put("evidence", as_of="2026-01-31")
    states = {one.finding.id: one.state for one in proposed(told.journey, "ja")}
    assert states[ids[0]] == NEWER
    assert accept(told, ids, "ja") == len(ids)
    assert {one.state for one in proposed(told.journey, "ja")} == {SAME}
    assert told.journey.findings[0].inference == "比べて決めたい"
    assert {one.as_of for one in told.journey.findings} == {"2026-01-31"}


def test_facts_say_what_they_rest_on(told: Workshop, lang: str) -> None:
    every = {one.finding.id: one.finding for one in proposed(told.journey, lang)}
    reach, text = every["evidence.reach.interest"], every["evidence.text1.consideration"]
    assert (reach.nature, reach.n, reach.as_of) == ("quantitative", 60, "2025-07-20")
    assert (text.nature, text.n) == ("qualitative", 40)
    assert "crm" in text.source
    assert all(one.state == NEW for one in proposed(told.journey, lang))


def verdict(told: Workshop, kind: str, **fields: object) -> str:
    told.put("persona", "p", name="加藤")
    told.put(kind, "p.x" if kind == "feeling" else "x", persona="p", **fields)
    return " ".join(one.verdict for one in claims(told.journey, "ja") if one.kind == kind)


@pytest.mark.parametrize(
    ("kind", "fields", "wanted"),
    [
        ("feeling", {"stage": "retention", "value": 2}, "contradicted"),
        ("feeling", {"stage": "retention", "value": -2}, "supported"),
        ("feeling", {"stage": "interest", "value": 2}, "unobservable"),
        ("feeling", {"stage": "unaware", "value": -1}, "unobservable"),
        ("note", {"stage": "interest", "text": "比較まで3〜5週間かかる", "lane": "action"}, "supported"),
        ("note", {"stage": "interest", "text": "半年待って決める", "lane": "action"}, "contradicted"),
        ("note", {"stage": "interest", "text": "10年前に入れた設備", "lane": "action"}, ""),
        (
            "note",
            {"stage": "consideration", "text": "検討は飛ばして発注する", "lane": "action"},
            "contradicted",
        ),
        ("note", {"stage": "purchase", "text": "決まると離れない", "lane": "thought"}, "supported"),
    ],
)
def test_a_claim_is_supported_contradicted_or_not_observable(told, kind, fields, wanted) -> None:
    assert verdict(told, kind, **fields) == wanted


SENTENCES = [
    line.split("\t")
    for line in Path(__file__).parent.joinpath("data", "claims.tsv").read_text("utf-8").splitlines()
]
"""What teams write, and what the figures below answer, judged by hand; "-": it claims nothing they show."""


@pytest.mark.parametrize(("text", "wanted"), SENTENCES)
def test_a_sentence_is_taken_for_what_it_claims(text: str, wanted: str, workshop: Workshop) -> None:
    here = workshop.journey.stages[3].id
    stand = {"stage": 1, "reached": 230, "beyond": 240, "now": 60, "idle": 36}
    lasts = {"ended": 150, "median": 30 * DAY, "p90": 90 * DAY}
    moves = (Moved(0, 1, 0, 15, 15), Moved(0, 1, 2, 105, 100), Moved(0, 1, -1, 30, 30))
    told = Report(key="account", customers=400, stages=("a", here), stands=(Stand(0, **stand, **lasts),))
    witness = Witness(replace(told, moves=moves), here, "ja")
    assert [one.verdict for one in answers(text, witness)] == [wanted] * (wanted != "-")


def test_a_stage_out_of_range_where_most_customers_sit_is_contradicted(told: Workshop) -> None:
    told.put("scope", "scope", stages=["consideration", "purchase"])
    by_stage = {one.stage: one.verdict for one in claims(told.journey, "ja") if one.kind == "scope"}
    assert by_stage["interest"] == "contradicted"
    assert by_stage["unaware"] == "unobservable"


def test_contradictions_join_the_agenda_of_the_discussion(told: Workshop, lang: str) -> None:
    verdict(told, "feeling", stage="retention", value=2)
    view = show("disagreement", told.journey, Viewer(lang, "05_map"))
    assert [one["id"].split("/")[0] for one in view["hot"]] == ["claim"]
    assert "25%" not in view["hot"][0]["sides"][1][1]
    assert len(contradicted(told.journey, lang)) == 1
    assert catalogue.say("claims.told.hint", lang, n=1) in [gap.text for gap in hints(told.journey, lang)]


def test_without_data_there_are_no_claims_facts_or_slides(workshop: Workshop, lang: str) -> None:
    assert report(workshop.journey) is None
    assert claims(workshop.journey, lang) == []
    assert proposed(workshop.journey, lang) == []
    kicker = catalogue.say("evidence.slides.kicker", lang)
    assert not [
        one for one in slides(workshop.journey, lang, workshop.brand) if one.kicker.startswith(kicker)
    ]


@pytest.mark.parametrize(("text", "wanted"), [
    ("2週間", [(14, 14)]), ("半年前", []), ("every 3 months", []), ("within two weeks", [(0, 14)]),
    ("2026年3月", []), ("すぐ決まる", [(0, 14)]), ("半日で終わる", []),
])  # fmt: skip
def test_durations_are_read_from_words(text: str, wanted: list[tuple[float, float]]) -> None:
    assert spans(text) == wanted


def test_every_slide_of_the_data_tells_its_day_and_zone_and_quality_comes_first(told, lang: str) -> None:
    kicker = catalogue.say("evidence.slides.kicker", lang)
    every = [s for s in slides(told.journey, lang, told.brand) if s.kicker.startswith(kicker)]
    assert every[0].title == catalogue.say("evidence.slides.quality", lang)
    assert all("UTC" in one.kicker and catalogue.day("2025-07-20", lang) in one.kicker for one in every)


def test_where_nothing_can_be_seen_it_says_so_and_implies_no_share(told: Workshop, lang: str) -> None:
    axes = charts.funnel(told.journey, lang=lang)
    texts = [text.get_text() for text in axes.texts]
    assert texts.count(catalogue.say("evidence.charts.no_evidence", lang)) == 2
    assert [bar.get_height() for bar in axes.patches[:2]] == [0, 0]
    assert "100" not in headlines.funnel(report(told.journey), told.journey, lang)


@pytest.mark.parametrize("draw", [charts.funnel, charts.time_in_stage, charts.moves, charts.nps_by_month])
def test_a_chart_of_data_says_so_where_there_are_none(draw, lang: str) -> None:
    assert draw(fold([]), lang=lang).texts[0].get_text() == catalogue.say("evidence.charts.not_read", lang)


def test_the_matrix_of_moves_tells_numbers_and_signs(told: Workshop) -> None:
    texts = [text.get_text() for text in charts.moves(told.journey, lang="ja").texts]
    assert "40" in texts
    assert "20" in texts


def test_the_event_log_names_nobody_unless_asked(tmp_path: Path, lang: str) -> None:
    with log() as read:
        n = eventlog.write(read, tmp_path / "a.csv", lang)
        eventlog.write(read, tmp_path / "b.csv", lang, names=True)
    hidden, named = ((tmp_path / name).read_text("utf-8-sig") for name in ("a.csv", "b.csv"))
    rows = list(csv.DictReader(hidden.splitlines()))
    assert n == len(rows) == len(list(events()))
    assert "光製作所" not in hidden
    assert "光製作所" in named
    assert {row["size"] for row in rows} == {"S", "L", ""}
    assert all(re.fullmatch("c[0-9]{7}", row["case_id"]) for row in rows)
    assert {row["activity"] for row in rows} >= {"'=cmd()", "meeting"}
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")


SIGNS = {
    "rising": [("A", at * 100, "crm", "order", "", None, 100.0 * (at + 1), None) for at in range(3)],
    "eager": [("A", 150 + at, "mkt", "seminar", "") for at in range(3)],
    "complaint": [("A", 150, "desk", "complaint", ""), ("B", 10, "crm", "call", "")],
    "usage": [("A", 0, "crm", "contract", ""), *(("A", 130 + 5 * at, "app", "login", "") for at in range(8))],
}


@pytest.mark.parametrize("sign", SIGNS)
def test_an_account_that_calls_for_care_is_listed_with_its_reason(
    sign: str, lang: str, tmp_path: Path
) -> None:
    rows = [(who, day * DAY, *rest) for who, day, *rest in SIGNS[sign]]
    with Log.of(rows, zone="UTC", as_of=(280 if sign == "usage" else 250) * DAY) as read:
        listed = signals.found(read, lang)
    assert [(one.signal, one.name) for one in listed] == [(sign, "A")]
    signals.write(tmp_path / "evidence" / signals.FILE, listed, lang)
    assert listed[0].reason in (tmp_path / "evidence" / signals.FILE).read_text("utf-8-sig")


def test_a_complaint_that_was_answered_is_no_signal_nor_one_where_contacts_are_not_kept() -> None:
    answered = [("A", 0, "desk", "complaint", ""), ("A", 3 * DAY, "crm", "call", "")]
    for rows in (answered, answered[:1]):
        with Log.of(rows, zone="UTC", as_of=100 * DAY) as read:
            assert signals.found(read, "ja") == []


def test_neither_record_nor_event_log_repeats_a_subject_line_that_names_somebody(tmp_path: Path) -> None:
    rows = [("光製作所", at, "crm", "call", "") for at in range(9)]
    rows += [("光製作所", 9, "crm", "Re: 光製作所 田中様 03-1234-5678", "")]
    rows += [("B社", 10 + at, "crm", "mail to a.b@c.example", "") for at in range(6)]
    with Log.of(rows) as log:
        quality = [("unmapped", "", 16, 16, "unmapped")]
        quality += [
            ("unmapped_kind", f"crm · {what}", n, 16, "unmapped_kind")
            for what, n in (
                ("call", 9),
                ("mail to a.b@c.example", 6),
                ("Re: 光製作所 田中様 03-1234-5678", 1),
            )
        ]
        told = lines(quality, log, "ja")
        eventlog.write(log, tmp_path / "e.csv", "ja")
    assert [line[:3] for line in told] == [
        ("unmapped", "", 16),
        ("unmapped_kind", "crm · call", 9),
        ("unmapped_kind", "crm · mail to [メール]", 6),
        ("unmapped_rest", "", 1),
    ]
    written = (tmp_path / "e.csv").read_text("utf-8-sig")
    assert not re.search(r"光製作所|田中|5678|c\.example", written)


def test_data_without_times_tell_of_no_month(workshop: Workshop, tmp_path: Path) -> None:
    lines_of = [f"C{at},call,{at % 11},Everything works well so far" for at in range(20)]
    (tmp_path / "e.csv").write_text("\n".join(["who,what,score,said", *lines_of]))
    source = Source(name="e", account="who", what="what", score="score", text="said")
    said = Rules(sources=(source,), rules=(Rule(stage="aware"),))
    with read(said, tmp_path) as log:
        figures = run(log, said, workshop.journey.stages)
        found = results(log, said, workshop.journey, figures, [], "en").report
    assert {dim for dim, _ in found.groups} == {"all"}
    assert (found.of("month"), {quote.month for quote in found.texts}) == ([], {""})
    assert [score.n for score in found.of("stage")] == [20]


def test_an_event_log_that_cannot_be_written_says_so_and_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    for place in (tmp_path / "there", tmp_path / "none" / "e.csv"):
        with log() as read, pytest.raises(WorkshopError) as caught:
            eventlog.write(read, place, "en")
        assert caught.value.key == "cannot_write"
    assert [path.name for path in tmp_path.iterdir()] == ["there"]
