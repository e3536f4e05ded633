"""What comes in from elsewhere: matched with the workshop, shown, written at once, and only once."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeykit import catalogue, sample
from journeykit.errors import JourneyError, ReadError
from journeykit.formats import reading
from journeykit.formats.incoming import Draft, Incoming, Remark, check_choices, matches, plan, take
from journeykit.formats.incoming.stages import plain, six_of
from journeykit.records import SIX
from journeykit.store import Store
from journeykit.workshop import Workshop


@pytest.fixture
def begun(workshop: Workshop) -> Workshop:
    """A workshop with the six stages, and nobody on the map yet."""
    for at, six in enumerate(SIX):
        workshop.put("stage", six, rolls_up=six, order=float(at))
    return workshop


def note(stage: str, text: str, persona: str = "", place: str = "") -> Draft:
    return Draft("note", {"persona": persona, "stage": stage, "lane": "action", "text": text}, place)


def imported(workshop: Workshop, *drafts: Draft) -> int:
    return take(workshop, plan(workshop.journey, Incoming(drafts)))


@pytest.mark.parametrize(
    ("heading", "six"),
    [
        ("認知", "aware"),
        ("① 認知フェーズ", "aware"),
        ("Stage 2: Consideration", "consideration"),
        ("ＡＷＡＲＥＮＥＳＳ", "aware"),
        ("興味・関心", "interest"),
        ("比較/検討", "consideration"),
        ("購入段階", "purchase"),
        ("Decision stage", "purchase"),
        ("Onboarding & adoption", "retention"),
        ("認知 (Awareness)", "aware"),
        ("天気", ""),
        ("", ""),
        ("!!!", ""),
    ],
)
def test_a_stage_is_known_by_what_people_call_it(heading: str, six: str) -> None:
    assert six_of(heading) == six


@given(st.text(max_size=300))
def test_any_heading_is_taken_for_one_of_the_six_or_none(heading: str) -> None:
    assert six_of(heading) in ("", *SIX)
    assert plain(heading) or not heading.strip()


@pytest.mark.parametrize(("file", "parts"), [("stage_names", ("six",)), ("lane_names", ("lanes", "others"))])
def test_no_name_that_others_use_means_two_things(file: str, parts: tuple[str, ...]) -> None:
    means: dict[str, str] = {}
    for part in parts:
        for sort, names in catalogue.read(file, "en")[part].items():
            if sort not in ("of", "corner"):
                assert {means.setdefault(plain(name), sort) for name in names} == {sort}


def test_headings_find_the_stages_of_the_workshop_by_name_first(begun: Workshop) -> None:
    begun.put("stage", "consideration", name="お試し")
    found = matches(begun.journey, ["認知", "お試し", "天気"])
    assert [match.stage for match in found[:2]] == ["aware", "consideration"]
    assert (found[2].new, found[2].six) == (True, "consideration")


def test_two_headings_for_one_stage_make_a_split_that_lies_behind_it(begun: Workshop) -> None:
    assert imported(begun, note("検討", "a"), note("評価", "b"), note("購入", "c"))
    names = [stage.label("ja") for stage in begun.journey.stages]
    assert names.index("評価") == names.index("検討") + 1 < names.index("発注/購買")


def test_headings_that_differ_in_what_they_count_are_stages_of_their_own(begun: Workshop) -> None:
    headings = ("1年目", "2年目", "30 days", "60 days")
    take(begun, plan(begun.journey, Incoming((), (), headings)))
    assert {stage.name for stage in begun.journey.stages} >= {*headings}
    assert [match.new for match in matches(begun.journey, headings)] == [False] * 4


def test_a_stage_that_the_team_gave_up_comes_back_as_one_of_its_six(begun: Workshop) -> None:
    begun.drop("stage", "consideration")
    _, back, _ = matches(begun.journey, ["認知", "比較/検討", "購入"])
    assert (back.six, back.new) == ("consideration", True)
    assert begun.journey.stages[2].order < back.order < begun.journey.stages[3].order


def test_what_a_file_adds_to_a_known_persona_is_taken_and_what_is_said_stays(begun: Workshop) -> None:
    begun.put("persona", name="田中", job="部長")
    drafts = (Draft("persona", {"name": "田中", "job": "課長", "goals": "早く直す"}),)
    assert imported(begun, *drafts) == 1
    (persona,) = begun.journey.personas
    assert (persona.job, persona.goals) == ("部長", "早く直す")
    assert imported(begun, *drafts) == 0


def test_of_two_personas_of_one_name_the_older_gets_the_notes(begun: Workshop) -> None:
    older, _ = (begun.put("persona", name="田中").id for _ in range(2))
    imported(begun, note("認知", "a", "田中"))
    assert begun.journey.notes[0].persona == older


def test_a_choice_is_for_a_heading_as_it_is_shown(begun: Workshop) -> None:
    (match,) = matches(begun.journey, ["天気\n 予報"], {"天気 予報": "検討"})
    assert match.stage == "consideration"


def test_a_choice_overrules_the_name(begun: Workshop) -> None:
    (match,) = matches(begun.journey, ["天気"], {"天気": "検討"})
    assert (match.stage, match.new) == ("consideration", False)
    with pytest.raises(ReadError) as refused:
        matches(begun.journey, ["天気"], {"天気": "海"})
    assert refused.value.key == "no_such_stage"


def test_importing_twice_adds_nothing_even_after_it_was_changed(begun: Workshop) -> None:
    drafts = (
        note("認知", "見る", "田中"),
        note("天気", "晴れ", "田中"),
        Draft("action", {"title": "x", "stage": "認知"}),
    )
    assert imported(begun, *drafts) == 5
    first, second = begun.journey.notes
    begun.put("note", first.id, text="聞く")
    begun.drop("note", second.id)
    assert imported(begun, *drafts) == 0


def test_what_somebody_typed_in_the_same_words_is_not_doubled(begun: Workshop) -> None:
    persona = begun.put("persona", name="田中").id
    begun.put("note", persona=persona, stage="aware", lane="action", text="見る")
    assert imported(begun, note("認知", "見る", "田中"), note("認知", "見る", "田中")) == 0


def test_notes_of_nobody_go_to_the_only_persona_or_to_one_without_a_name(begun: Workshop) -> None:
    imported(begun, note("認知", "a"))
    (persona,) = begun.journey.personas
    assert begun.journey.notes[0].persona == persona.id
    assert imported(begun, note("認知", "a"), note("認知", "b")) == 1
    assert len(begun.journey.personas) == 1


def test_a_feeling_is_the_teams_and_the_first_of_two_counts(begun: Workshop) -> None:
    cells = [{"persona": "田中", "stage": "認知", "value": value} for value in (-1, 2)]
    found = plan(begun.journey, Incoming(tuple(Draft("feeling", cell) for cell in cells)))
    assert [line.why.key for line in found.lines if line.why] == ["felt_otherwise"]
    take(begun, found)
    (feeling,) = begun.journey.feelings.values()
    assert (feeling.value, feeling.id) == (-1, f"{begun.journey.personas[0].id}.aware")
    assert not begun.journey.voices


def test_what_cannot_be_taken_is_told_by_its_place(begun: Workshop) -> None:
    incoming = Incoming(
        (note("認知", "あ" * 500, place="B2"),), (Remark("B3", JourneyError("no_stages_here")),)
    )
    left = [(line.place, line.why.key) for line in plan(begun.journey, incoming).lines if line.why]
    assert left == [("B2", "too_long"), ("B3", "no_stages_here")]


def test_one_undo_takes_a_whole_import_back(begun: Workshop) -> None:
    before = begun.journey
    assert imported(begun, note("認知", "a", "x"), note("天気", "b", "y")) == 5
    begun.undo()
    assert (begun.journey.notes, begun.journey.personas, begun.journey.stages) == ((), (), before.stages)


def test_an_import_that_fails_leaves_nothing_behind(begun: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr(begun.store, "append", full)
    with pytest.raises(OSError, match="no space"):
        imported(begun, note("認知", "a"))
    monkeypatch.undo()
    assert begun.journey.notes == ()


def test_groups_of_notes_come_in_with_their_notes(begun: Workshop) -> None:
    keyed = [note("認知", text)._replace(key=text) for text in "ab"]
    imported(begun, *keyed, Draft("theme", {"title": "t", "notes": ["a", "b", "gone"]}))
    assert begun.journey.themes[0].notes == tuple(one.id for one in begun.journey.notes)


TEXT = st.text(max_size=40)


@given(st.lists(st.builds(note, TEXT, TEXT, TEXT), max_size=6))
def test_whatever_a_file_says_is_taken_known_or_left_with_a_reason(drafts: list[Draft]) -> None:
    workshop = Workshop(Store())
    sample.fill(workshop, "en")
    found = plan(workshop.journey, Incoming(tuple(drafts)))
    assert all(line.state in ("taken", "known") or line.why for line in found.lines)
    assert take(workshop, found) == sum(line.state == "taken" for line in found.lines)
    assert take(workshop, plan(workshop.journey, Incoming(tuple(drafts)))) == 0
    workshop.close()


def test_a_file_is_read_by_the_first_format_that_knows_it(tmp_path: Path) -> None:
    file = tmp_path / "MAP.CSV"
    file.write_text("Stage,Awareness,Decision\nActions,a,b\n")
    assert reading.read(file, "en")[0] == "grid"


@pytest.mark.parametrize(
    ("name", "key"), [("gone.csv", "cannot_read"), ("x.exe", "unknown_file"), ("", "cannot_read")]
)
def test_what_cannot_be_read_is_told_with_its_name(tmp_path: Path, name: str, key: str) -> None:
    (tmp_path / "x.exe").write_bytes(b"MZ")
    with pytest.raises(ReadError) as refused:
        reading.read(tmp_path / name, "ja")
    assert refused.value.key == key


def test_a_file_of_hundreds_of_megabytes_is_not_even_opened(tmp_path: Path) -> None:
    file = tmp_path / "large.csv"
    with file.open("wb") as sparse:
        sparse.truncate(300_000_000)
    with pytest.raises(ReadError) as refused:
        reading.read(file, "ja")
    assert refused.value.key == "too_large"


@pytest.mark.parametrize("name", reading.READ)
@pytest.mark.parametrize(
    "data", [b"", b"\x00", b"\xff\xfe\x00", b"PK\x03\x04", b"{" * 5_000, b"<" * 5_000, b"a: [" * 999]
)
def test_no_reader_ends_in_a_traceback(name: str, data: bytes) -> None:
    reader = reading._module(name)
    reader.recognises(data)
    with suppress(ReadError):
        assert isinstance(reader.read(data, "ja"), Incoming)


def test_notes_of_nobody_are_kept_apart_where_there_are_several_personas(begun: Workshop) -> None:
    for name in ("田中", "加藤"):
        begun.put("persona", name=name)
    found = plan(begun.journey, Incoming((note("認知", "a"), note("認知", "b"))))
    assert [(line.kind, line.why.key) for line in found.lines if line.why] == [("persona", "of_nobody")]
    assert take(begun, found) == found.count("taken") == 3
    assert {one.persona for one in begun.journey.notes} == {begun.journey.personas[-1].id}
    begun.put("persona", begun.journey.personas[-1].id, name="佐藤")
    begun.put("persona", name="鈴木")
    assert imported(begun, note("認知", "a"), note("認知", "b")) == 0


def test_names_that_differ_in_their_numbers_are_different_people(begun: Workshop) -> None:
    imported(begun, note("認知", "a", "M"), note("認知", "b", "3M"), note("認知", "c", "３ｍ"))
    assert [persona.name for persona in begun.journey.personas] == ["M", "3M"]


def test_where_a_file_says_otherwise_ours_is_kept_and_told(begun: Workshop) -> None:
    begun.put("brief", title="ours")
    (line,) = plan(begun.journey, Incoming((Draft("brief", {"title": "theirs"}),))).lines
    assert (line.state, line.why and line.why.key) == ("known", "ours_stays")


def test_a_choice_for_a_heading_that_no_file_has_is_refused() -> None:
    files = [Incoming((note("認知", "a"),)), Incoming((), (), ("aware",), {"aware": "気づき"})]
    check_choices(["認知", "気づき"], files)
    with pytest.raises(ReadError, match="天気"):
        check_choices(["天気"], files)


def felt(stage: str, value: int) -> Draft:
    return Draft("feeling", {"persona": "", "stage": stage, "value": value, "why": ""})


def test_what_somebody_else_feels_as_well_is_no_reason_to_leave_out_a_feeling(begun: Workshop) -> None:
    for persona in ("ann", "bob"):
        begun.put("persona", persona, name=persona)
        begun.put("feeling", f"{persona}.aware", persona=persona, stage="aware", value=1)
    drafts = (note("aware", "they look around"), felt("aware", 1), felt("interest", -1))
    planned = plan(begun.journey, Incoming(drafts))
    assert [(line.kind, line.state) for line in planned.lines] == [
        ("persona", "taken"),
        ("note", "taken"),
        ("feeling", "taken"),
        ("feeling", "taken"),
    ]
    assert take(begun, planned) == 4
    assert {line.state for line in plan(begun.journey, Incoming(drafts)).lines} == {"known"}


def test_feelings_of_the_only_persona_stay_theirs_when_others_come(begun: Workshop) -> None:
    begun.put("persona", "ann", name="Ann")
    drafts = (note("aware", "they look around"), felt("aware", 1), felt("interest", -1))
    imported(begun, *drafts)
    begun.put("persona", "bob", name="Bob")
    begun.put("feeling", "ann.aware", value=2)
    lines = plan(begun.journey, Incoming(drafts)).lines
    assert [(line.kind, line.state) for line in lines] == [
        ("note", "known"),
        ("feeling", "left"),
        ("feeling", "known"),
    ]
