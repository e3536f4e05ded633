"""The façade: save, take back, merge, open, make; each promise of a workshop in one folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeykit import sample
from journeykit.catalogue import LANGUAGES, explain
from journeykit.errors import InvalidAnswer, JourneyError, WorkshopError
from journeykit.formats import WRITTEN, write
from journeykit.log import Change, Journey
from journeykit.records import KINDS, Persona
from journeykit.settings import FILE, Brand
from journeykit.store import Store
from journeykit.workshop import Workshop, create
from journeykit.workshop import open as open_workshop

EDITS = st.lists(
    st.tuples(
        st.sampled_from(["put", "put", "drop"]),
        st.sampled_from([("persona", "a"), ("note", "n"), ("stage", "aware"), ("stage", "new")]),
        st.fixed_dictionaries(
            {},
            optional={"name": st.sampled_from(["x", "y"]), "order": st.integers(0, 6), "text": st.just("t")},
        ),
    ),
    min_size=1,
    max_size=8,
)
Place = Callable[[], str]
LOGS = st.lists(st.sampled_from("abcdef"), max_size=5, unique=True)


@pytest.fixture
def workshop(place: Place, clock: Any, tmp_path: Path) -> Iterator[Workshop]:
    with closing(Workshop(Store(place(), clock=clock), folder=tmp_path)) as opened:
        yield opened


@contextmanager
def memory(author: str = "ann", store: Store | None = None) -> Iterator[Workshop]:
    with closing(Workshop(store or Store(), author=author)) as opened:
        yield opened


def edit(workshop: Workshop, op: str, record: tuple[str, str], fields: dict[str, Any]) -> None:
    known = {name: value for name, value in fields.items() if name in KINDS[record[0]].model_fields}
    workshop.put(*record, **known) if op == "put" else workshop.drop(*record)


def state(journey: Journey) -> object:
    return {kind: journey.records(kind) for kind in KINDS}


def with_ids(workshop: Workshop, names: list[str]) -> Workshop:
    stamped = [Change(n, ord(n) % 3 + 1, "x", "note", "n", "put", {"text": n}) for n in names]
    workshop.store.merge(stamped)
    return workshop


def told(error: WorkshopError) -> list[str]:
    return [explain(error, lang) for lang in LANGUAGES]


def test_put_returns_the_record_and_the_journey_shows_it(workshop: Workshop) -> None:
    made = workshop.put("persona", name=" 加藤 ", basis="assumed")
    assert workshop.journey.personas == (made,) == (Persona(id=made.id, name="加藤", basis="assumed"),)


def test_a_later_put_changes_only_its_own_fields(workshop: Workshop) -> None:
    made = workshop.put("persona", name="加藤", job="課長")
    workshop.put("persona", made.id, job="部長")
    assert workshop.journey.personas == (Persona(id=made.id, name="加藤", job="部長"),)


def test_an_invalid_answer_saves_nothing(workshop: Workshop) -> None:
    with pytest.raises(InvalidAnswer):
        workshop.put("persona", name="加藤", basis="?")
    assert workshop.changes == []


def test_sending_a_change_twice_saves_it_once(workshop: Workshop) -> None:
    for _ in range(2):
        workshop.put("persona", "a", change="one", name="加藤")
    assert [change.id for change in workshop.changes] == ["one"]


def test_a_message_of_several_changes_sent_twice_is_stored_once(workshop: Workshop) -> None:
    for _ in range(2):
        both = [workshop.change("put", "stage", six, order=9.0) for six in ("aware", "interest")]
        workshop.append(*both, as_id="m")
    assert [change.id for change in workshop.changes] == ["m.0", "m.1"]


@given(edits=EDITS)
def test_undo_brings_back_the_state_before(place: Place, edits: list[Any]) -> None:
    with memory(store=Store(place())) as workshop:
        for one in edits[:-1]:
            edit(workshop, *one)
        before = state(workshop.journey)
        edit(workshop, *edits[-1])
        workshop.undo()
        assert state(workshop.journey) == before


@given(EDITS)
def test_undo_goes_back_step_by_step_to_the_very_start(edits: list[Any]) -> None:
    with memory() as workshop:
        states = [state(workshop.journey)]
        for one in edits:
            edit(workshop, *one)
            states.append(state(workshop.journey))
        for before in reversed(states[:-1]):
            assert workshop.undo() is not None
            assert state(workshop.journey) == before
        assert workshop.undo() is None


def test_undo_takes_back_only_what_oneself_did(workshop: Workshop) -> None:
    workshop.put("brief", "brief", title="ours")
    with memory("ben", workshop.store) as other:
        other.put("brief", "brief", product="theirs")
        workshop.undo()
        assert (other.journey.brief.title, other.journey.brief.product) == ("", "theirs")


def test_undo_leaves_what_another_wrote_over_it(workshop: Workshop) -> None:
    workshop.put("brief", "brief", title="mine")
    with memory("ben", workshop.store) as other:
        other.put("brief", "brief", title="theirs")
        workshop.undo()
        assert other.journey.brief.title == "theirs"


def test_undo_takes_back_all_of_one_message(workshop: Workshop) -> None:
    workshop.put("brief", "brief", title="kept")
    before = state(workshop.journey)
    swapped = [workshop.change("put", "stage", six, order=at) for six, at in (("aware", 2), ("interest", 1))]
    workshop.append(*swapped, as_id="move")
    workshop.undo()
    assert state(workshop.journey) == before


def test_undo_sent_twice_takes_back_one_change(workshop: Workshop) -> None:
    workshop.put("brief", "brief", title="kept")
    workshop.put("brief", "brief", product="taken back")
    for _ in range(2):
        workshop.undo(as_id="u")
    assert (workshop.journey.brief.title, workshop.journey.brief.product) == ("kept", "")


def test_undo_of_a_drop_brings_back_the_record_with_all_its_fields(workshop: Workshop) -> None:
    made = workshop.put("persona", name="加藤", job="課長")
    workshop.drop("persona", made.id)
    workshop.undo()
    assert workshop.journey.personas == (made,)


@given(LOGS, LOGS, LOGS)
def test_merging_workshops_is_the_union_of_their_changes(a: list[str], b: list[str], c: list[str]) -> None:
    with memory() as left, memory() as right, memory() as third:
        with_ids(left, a), with_ids(right, b), with_ids(third, c)
        assert left.merge(right) == len(set(b) - set(a))
        assert left.merge(right) == 0
        right.merge(third)
        left.merge(third)
        right.merge(left)
        assert left.changes == right.changes
        assert {change.id for change in left.changes} == {*a, *b, *c}
        assert state(left.journey) == state(right.journey)


def test_a_workshop_merges_with_one_in_another_kind_of_database(place: Place, workshop: Workshop) -> None:
    workshop.put("persona", "a", name="加藤 👩‍🔧 𠮷 %s")
    with memory() as copy, memory(store=Store(place())) as back:
        assert [copy.merge(workshop), back.merge(copy), workshop.merge(back)] == [1, 1, 0]
        assert back.changes == workshop.changes == copy.changes


def test_a_key_of_the_store_is_neither_merged_nor_exported(
    filled: Workshop, text_in: Callable[[bytes], str]
) -> None:
    key = filled.store.key("room", lambda: "the-secret-of-the-room")
    with memory() as copy:
        copy.merge(filled)
        assert copy.store.key("room", lambda: "another") == "another"
        assert key not in str(copy.changes)
    files = [text_in(write(filled, name, "en")) for name in WRITTEN]
    assert key not in "".join(files)


def test_two_copies_that_went_apart_agree_after_merging_both_ways(workshop: Workshop) -> None:
    workshop.put("persona", "a", name="加藤", job="課長")
    with memory("ben") as copy:
        copy.merge(workshop)
        copy.put("persona", "a", job="部長")
        workshop.put("persona", "a", name="森下")
        copy.merge(workshop)
        workshop.merge(copy)
        assert state(copy.journey) == state(workshop.journey)
    assert workshop.journey.personas == (Persona(id="a", name="森下", job="部長"),)


def test_a_table_has_a_row_a_record_and_a_column_a_field(filled: Workshop) -> None:
    for kind, model in KINDS.items():
        table = filled.table(kind)
        assert list(table.index) == [record.id for record in filled.journey.records(kind)]
        assert ["id", *table.columns] == list(model.model_fields)


def test_a_workshop_that_is_made_opens_as_it_was_left(tmp_path: Path, lang: str) -> None:
    with closing(create(tmp_path / "ws", lang=lang)) as made:
        sample.fill(made, lang)
    with closing(open_workshop(tmp_path / "ws")) as opened:
        assert state(opened.journey) == state(made.journey)
        assert (opened.lang, opened.brand, opened.folder) == (lang, Brand(), tmp_path / "ws")
        assert (tmp_path / "ws" / "exports").is_dir()


def test_a_workshop_opened_twice_shows_each_the_others_answers(tmp_path: Path) -> None:
    with closing(create(tmp_path)) as one, closing(open_workshop(tmp_path)) as other:
        one.put("persona", "a", name="加藤")
        other.put("persona", "a", job="課長")
        assert one.journey.personas == other.journey.personas == (Persona(id="a", name="加藤", job="課長"),)
        one.drop("persona", "a")
        assert other.journey.personas == ()


def test_a_workshop_that_was_moved_opens_where_it_is_now(tmp_path: Path) -> None:
    with closing(create(tmp_path / "before")) as made:
        made.put("brief", "brief", title="旅")
    moved = (tmp_path / "before").rename(tmp_path / "あと 二")
    with closing(open_workshop(moved)) as opened:
        assert opened.journey.brief.title == "旅"


def test_nothing_is_made_where_something_already_is(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("keep")
    for place in (tmp_path, tmp_path / "notes.txt"):
        with pytest.raises(WorkshopError) as error:
            create(place)
        assert error.value.key == "folder_not_empty"
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_folder_below_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("keep")
    with pytest.raises(WorkshopError) as error:
        create(tmp_path / "file" / "ws")
    assert error.value.key == "cannot_write"
    assert all("ws" in sentence for sentence in told(error.value))


@pytest.mark.parametrize("place", ["nowhere", "empty", "file", "file/below"])
def test_where_there_is_no_workshop_it_says_so(tmp_path: Path, place: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkshopError) as error:
        open_workshop(tmp_path / place)
    assert error.value.key == "no_workshop"
    assert all(place.split("/")[0] in sentence for sentence in told(error.value))


def test_a_workshop_whose_file_is_gone_is_not_silently_begun_anew(tmp_path: Path) -> None:
    create(tmp_path).close()
    (tmp_path / "workshop.db").unlink()
    with pytest.raises(WorkshopError) as error:
        open_workshop(tmp_path)
    assert error.value.key == "no_workshop"
    assert not (tmp_path / "workshop.db").exists()


@pytest.mark.parametrize(
    "settings",
    [
        b"language = ",
        b"language = 'fr'",
        b"language = ['ja']",
        b"store = 5",
        b"store = 'somewhere'",
        b"store = 'nosuchdatabase://host/name'",
        b"brand = 'blue'",
        b"[brand]\nlogo = 5",
        "name = '設定'".encode("cp932"),
    ],
)
def test_settings_that_cannot_be_read_are_told(tmp_path: Path, settings: bytes) -> None:
    create(tmp_path).close()
    (tmp_path / FILE).write_bytes(settings)
    with pytest.raises(WorkshopError) as error:
        open_workshop(tmp_path)
    assert error.value.key == "bad_settings"
    assert all(FILE in sentence and "\n" not in sentence for sentence in told(error.value))


def test_settings_that_are_a_folder_are_told(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(WorkshopError) as error:
        open_workshop(tmp_path)
    assert error.value.key == "cannot_open"


def test_the_brand_and_the_language_come_from_the_settings(tmp_path: Path) -> None:
    create(tmp_path, lang="en").close()
    (tmp_path / FILE).write_text("language = 'en'\n[brand]\nname = '塩見'\nlogo = 'a.png'\n", "utf-8")
    with closing(open_workshop(tmp_path)) as opened:
        assert opened.brand == Brand("塩見", Brand.colour, tmp_path / "a.png")
        assert opened.lang == "en"
    with closing(open_workshop(tmp_path, lang="ja")) as opened:
        assert opened.lang == "ja"


def test_the_sample_fills_a_workshop_of_every_kind_of_record(filled: Workshop, lang: str) -> None:
    made_by_others = {"participant", "vote", "evidence"}  # people in the room, a run over the export
    assert all(filled.journey.records(kind) for kind in KINDS.keys() - made_by_others)
    assert filled.journey.brief.language == lang


def test_a_deleted_personas_notes_and_feelings_go_with_them(filled: Workshop) -> None:
    filled.drop("persona", "kato")
    journey = filled.journey
    for kind in ("issue", "note", "feeling"):
        assert journey.records(kind)
        assert "kato" not in {record.persona for record in journey.records(kind)}
    assert filled.table("note").query("persona == 'kato'").empty


@pytest.mark.parametrize("name", ["why?", "a%20b", "50%", "#1", "図面 の旅"])
def test_a_folder_may_be_called_anything(tmp_path: Path, name: str) -> None:
    create(tmp_path / name).close()
    again = open_workshop(tmp_path / name)
    again.put("brief", title="here")
    assert (tmp_path / name / "workshop.db").is_file()
    assert sorted(p.name for p in tmp_path.iterdir()) == [name]


def test_there_is_one_brief_whoever_writes_it(workshop: Workshop) -> None:
    workshop.put("brief", title="the one")
    assert workshop.journey.brief.title == "the one"
    with pytest.raises(JourneyError):
        workshop.put("brief", "another", title="no")
    with pytest.raises(JourneyError):
        workshop.put("nonsense", text="no")


def test_a_workshop_is_known_by_its_first_change_wherever_it_lies(tmp_path: Path) -> None:
    made = create(tmp_path / "a")
    known = made.id
    made.close()
    (tmp_path / "a").rename(tmp_path / "b")
    assert open_workshop(tmp_path / "b").id == known
    assert known != create(tmp_path / "a").id
