"""Journeys in YAML, statements and votes of pol.is, meetings of Parabol."""

from __future__ import annotations

import pytest

from journeykit.errors import ReadError
from journeykit.formats import cjm, parabol, polis
from journeykit.formats.incoming import Draft, Incoming, plan, take
from journeykit.formats.reading import find_reader
from journeykit.insights.votes import totals
from journeykit.workshop import Workshop

YAML = """
customer_journey_map:
  persona: {name: Sarah, role: Practice Manager, goals: [save time]}
  phases:
    - name: Awareness
      actions: [searches, "asks; waits"]
      emotions: {score: 2, comment: curious}
    - name: Kick-off
      painPoints:
        - description: slow
      emotion: 5
      opportunities: webinar
      weather: sunny
"""

COMMENTS = (
    b"timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    b'1593461131,Mon Jun 29 2020,0,0,2,1,1,"It is slow, and dear."\n'
    b"1593461482,Mon Jun 29 2020,1,4,0,1,0,It helps.\n"
    b"1593461494,Mon Jun 29 2020,2,7,1,0,-1,Rejected.\n"
)

VOTES = (
    b"timestamp,datetime,comment-id,voter-id,vote\n"
    b"1594984322,Fri Jul 17 2020,0,0,1\n"
    b"1594984322,Fri Jul 17 2020,0,1,1\n"
    b"1594984325,Fri Jul 17 2020,0,3,-1\n"
    b"1594984324,Fri Jul 17 2020,0,3,1\n"
    b"1594100000,Tue Jul 07 2020,1,3,-1\n"
    b"1594100000,Tue Jul 07 2020,1,4,0\n"
)

PEOPLE = (
    b"participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n"
    b"0,0,1,1,1,0,1,\n"
    b"1,0,0,1,1,0,1,\n"
    b"3,1,0,2,0,2,-1,-1\n"
)

MEETING = (
    '\ufeff"reflectionGroup","author","votes","prompt","type","createdAt","discussionThread","content"\n'
    '"Speed","Anonymous",3,"What went well?","Reflection","2024-01-01T00:00:00Z","","Fast answers"\n'
    '"Speed","Anonymous",3,"Consideration","Reflection","2024-01-01T00:00:01Z","","A quick quote"\n'
    '"Speed","Mallory",3,"","Comment","2024-01-01T00:00:02Z","True","True"\n'
    '"Speed","Mallory",3,"","Task","2024-01-01T00:00:03Z","Measure it","Measure it"\n'
).encode()


def drafts(incoming: Incoming, kind: str) -> list[Draft]:
    return [draft for draft in incoming.drafts if draft.kind == kind]


def imported(workshop: Workshop, incoming: Incoming) -> int:
    return take(workshop, plan(workshop.journey, incoming))


def test_stages_of_yaml_bring_what_is_told_of_them() -> None:
    found = cjm.read(YAML.encode(), "en")
    assert found.stages == ("Awareness", "Kick-off")
    assert [note.fields["text"] for note in drafts(found, "note")] == ["searches", "asks; waits"]
    assert [one.fields["value"] for one in drafts(found, "feeling")] == [-1, 2]
    assert drafts(found, "issue")[0].fields["stages"] == ["Kick-off"]
    assert drafts(found, "action")[0].fields["title"] == "webinar"
    assert drafts(found, "persona")[0].fields["job"] == "Practice Manager"


def test_what_yaml_tells_beyond_the_map_is_told_by_its_line() -> None:
    (remark,) = cjm.read(YAML.encode(), "en").remarks
    assert remark.place == "line 13"
    assert "weather" in str(remark.why)


def test_stages_may_be_the_keys_of_yaml_with_numbers_before_them() -> None:
    text = (
        "journey:\n  stage_1_awareness:\n    customer_action: [a]\n  stage_2_purchase:\n    emotion: 😟 x\n"
    )
    found = cjm.read(text.encode(), "en")
    assert found.stages == ("stage 1 awareness", "stage 2 purchase")
    assert drafts(found, "feeling")[0].fields["why"] == "x"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("a: &a [x]\nb: *a\n", "yaml_alias"),
        ("[" * 5_000, "too_deep"),
        ("a: [b\n", "bad_yaml"),
        ("a: !!python/object/apply:os.system [ls]\n", "no_stages"),
        ("- 1\n" * 120_000, "too_many_rows"),
        ("a: 1\n" * 500_000, "too_large"),
        ("just words", "no_stages"),
    ],
)
def test_yaml_that_would_harm_is_refused(text: str, key: str) -> None:
    with pytest.raises(ReadError) as refused:
        cjm.read(text.encode(), "en")
    assert refused.value.key == key


@pytest.mark.parametrize("data", [COMMENTS, VOTES, PEOPLE])
def test_each_file_of_polis_is_told_from_other_csv(data: bytes) -> None:
    assert find_reader("export.csv", data) == "polis"
    assert find_reader("export.csv", MEETING) == "parabol"
    assert find_reader("export.csv", b"a,b\n1,2\n") not in ("polis", "parabol")


def test_statements_become_notes_beside_the_map(workshop: Workshop) -> None:
    assert imported(workshop, polis.read(COMMENTS, "ja"))
    first, second = workshop.journey.notes
    assert (first.text, first.stage, first.source) == (
        "It is slow, and dear.",
        "",
        "pol.is #0 (賛成2、反対1)",
    )
    assert second.persona == workshop.journey.personas[0].id
    assert polis.read(COMMENTS, "ja").remarks[0].place == "A4"


@pytest.mark.parametrize(
    "votes", [VOTES, PEOPLE, PEOPLE.replace(b",1,0,1,", b",1,0,-1,").replace(b",-1,-1", b",1,1")]
)
def test_votes_come_out_as_agreed_and_disagreed(workshop: Workshop, votes: bytes) -> None:
    imported(workshop, polis.read(COMMENTS, "en"))
    imported(workshop, polis.read(votes, "en"))
    notes = [note.id for note in workshop.journey.notes]
    assert totals(workshop.journey, "opinions") == {notes[0]: (2, 1), notes[1]: (0, 1)}


def test_the_same_votes_in_another_file_count_once(workshop: Workshop) -> None:
    for data in (COMMENTS, VOTES):
        assert imported(workshop, polis.read(data, "en"))
    assert [imported(workshop, polis.read(data, "ja")) for data in (COMMENTS, VOTES, PEOPLE)] == [0, 0, 0]


def test_votes_on_statements_nobody_imported_are_left_out(workshop: Workshop) -> None:
    found = plan(workshop.journey, polis.read(VOTES, "en"))
    assert {line.state for line in found.lines} == {"left"}
    assert {line.why.key for line in found.lines if line.why} == {"vote_for_nothing"}
    assert take(workshop, found) == 0


def test_voters_elsewhere_do_not_take_part_here(workshop: Workshop) -> None:
    for data in (COMMENTS, VOTES):
        imported(workshop, polis.read(data, "en"))
    assert not workshop.curtain.joined
    assert not workshop.curtain.answered
    assert workshop.undo() is not None
    assert workshop.journey.votes == ()


def test_a_meeting_brings_notes_themes_actions_and_votes(workshop: Workshop) -> None:
    imported(workshop, parabol.read(MEETING, "en"))
    journey = workshop.journey
    assert [note.text for note in journey.notes] == ["Fast answers", "A quick quote", "True"]
    assert [bool(note.stage) for note in journey.notes] == [False, True, False]
    assert [action.title for action in journey.actions] == ["Measure it"]
    assert journey.themes[0].notes == tuple(note.id for note in journey.notes)
    assert totals(journey, "opinions") == {journey.notes[0].id: (3, 0)}
    assert imported(workshop, parabol.read(MEETING, "en")) == 0


def test_a_meeting_names_nobody() -> None:
    assert "Mallory" not in repr(parabol.read(MEETING, "en"))


@pytest.mark.parametrize("reader", [polis, parabol])
@pytest.mark.parametrize("data", [b"", b"\xff\x00", b"a,b\n1\n", b'"' * 300_000])
def test_other_csv_is_refused_with_a_sentence(reader: type[polis], data: bytes) -> None:  # type: ignore[valid-type]
    with pytest.raises(ReadError):
        reader.read(data, "ja")  # type: ignore[attr-defined]
