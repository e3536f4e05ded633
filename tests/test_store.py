"""The store: nothing acknowledged is lost, whoever writes, whatever ends; what cannot be read is told."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import URL

from journeykit.catalogue import LANGUAGES, explain
from journeykit.errors import WorkshopError
from journeykit.log import VERSION, Change, fold
from journeykit.records import new_id
from journeykit.store import Store

DATA = Path(__file__).parent / "data"
NOBODY = 65534
Place = Callable[[], str]

WRITER = """
import sys
from journeykit.log import Change
from journeykit.store import Store
store = Store(sys.argv[1])
for at in range(int(sys.argv[3])):
    stored = store.append([Change(f"{sys.argv[2]}-{at}", 0, "w", "note", "n", "put", {"text": "x" * 300})])
    print(stored[0].id, flush=True)
store.close()
"""

KEY = """
import sys
from journeykit.records import new_id
from journeykit.store import Store
store = Store(sys.argv[1])
print(store.key("room", new_id))
store.close()
"""

FULL_DISK = """
import resource, signal, sys
from journeykit.errors import WorkshopError
from journeykit.log import Change
from journeykit.store import Store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
store = Store(sys.argv[1])
try:
    for at in range(1000):
        print(store.append([Change(str(at), 0, "w", "note", "n", "put", {"text": "x" * 2000})])[0].id)
except WorkshopError as error:
    print(error.key)
"""


def note(text: str = "x", **more: Any) -> Change:
    return Change(more.pop("id", "") or new_id(), 0, "ann", "note", "n", "put", {"text": text, **more})


def url(file: Path) -> str:
    return f"sqlite:///{file}"


def ids(file: Path | str) -> list[str]:
    address = url(file) if isinstance(file, Path) else file
    with closing(Store(address, create=False)) as store:
        return [change.id for change in store.since()[1]]


def refused(file: Path, **options: Any) -> str:
    """Return the key of the error on opening and reading; it is told with the file in both languages."""
    with pytest.raises(WorkshopError) as told, closing(Store(url(file), **options)) as store:
        store.since()
    assert all(str(file) in explain(told.value, lang) for lang in LANGUAGES)
    return told.value.key


def run(script: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Act as a user without rights: root may write anywhere."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def store(place: Place, clock: Any) -> Iterator[Store]:
    with closing(Store(place(), clock=clock)) as opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A workshop's file with enough in it to be damaged."""
    path = tmp_path / "workshop.db"
    with closing(Store(url(path))) as store:
        store.append([note("点検 " * 100, id=f"kept-{at}") for at in range(100)])
    return path


def test_what_was_stored_comes_back_as_it_was(store: Store, clock: Any) -> None:
    change = Change("a", 0, "佐藤", "note", "𠮷", "put", {"text": "👩‍🔧\n<b>", "order": 1.5}, "b")
    assert store.append([change]) == [change._replace(at=clock.now)]
    assert store.since() == (1, [change._replace(at=clock.now)])


def test_at_strictly_increases_though_the_clock_stands_still_or_runs_backwards(
    store: Store, clock: Any
) -> None:
    start, stamps = clock.now, []
    for now in (start, start, start - 5_000_000, start + 7):
        clock.now = now
        stamps += [change.at for change in store.append([note(), note()])]
    assert stamps == sorted(set(stamps))


def test_sending_twice_stores_once_and_answers_the_same(store: Store) -> None:
    first = store.append([note("first", id="a")])
    assert store.append([note("second", id="a"), note(id="b")])[:1] == first
    assert [change.id for change in store.since()[1]] == ["a", "b"]


def test_the_same_change_twice_in_one_message_is_stored_once(store: Store) -> None:
    assert len({change.at for change in store.append([note(id="a"), note(id="a")])}) == 1
    assert len(store.since()[1]) == 1


def test_since_gives_only_what_is_new(store: Store) -> None:
    store.append([note(id="a")])
    seq, _ = store.since()
    assert store.since(seq) == (seq, [])
    store.append([note(id="b")])
    assert [change.id for change in store.since(seq)[1]] == ["b"]


def test_several_changes_are_stored_all_or_none(store: Store) -> None:
    with pytest.raises(TypeError):
        store.append([note(), note(order=object())])
    assert store.since() == (0, [])


def test_merge_keeps_stamps_and_takes_each_change_once(store: Store) -> None:
    theirs = [note(id=str(at))._replace(at=at + 1) for at in range(1200)]
    assert store.merge(theirs) == 1200
    assert store.merge([*theirs, *theirs]) == 0
    assert store.since()[1] == theirs


def test_after_a_merge_from_a_fast_clock_new_changes_are_still_the_newest(store: Store, clock: Any) -> None:
    store.merge([note(id="ahead")._replace(at=clock.now * 2)])
    assert store.append([note()])[0].at == clock.now * 2 + 1


def test_two_stores_on_one_database_see_each_others_changes(place: Place) -> None:
    address = place()
    with closing(Store(address)) as one, closing(Store(address)) as other:
        seq, _ = other.since()
        mine = one.append([note()])
        seq, seen = other.since(seq)
        assert seen == mine
        assert other.append([note()])[0].at > mine[0].at


def test_a_stamp_is_newer_than_all_that_another_process_merged(place: Place, clock: Any) -> None:
    address = place()
    with closing(Store(address, clock=clock)) as one, closing(Store(address, clock=clock)) as other:
        one.append([note()])
        other.merge([note(id="ahead")._replace(at=clock.now * 2), note(id="old")._replace(at=1)])
        assert [change.at - clock.now * 2 for change in one.append([note(), note()])] == [1, 2]


def test_what_is_acknowledged_is_flushed_to_disk_before(file: Path) -> None:
    with closing(Store(url(file))) as store, store._database._engine.connect() as connection:
        pragmas = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")
        ]
    assert pragmas == ["wal", 2]


def test_kill_9_again_and_again_loses_nothing_acknowledged_and_doubles_nothing(place: Place) -> None:
    address, told = place(), set()
    for name in "abcde":
        with run(WRITER, address, name, 100_000) as writer:
            assert writer.stdout
            lines = [next(writer.stdout) for _ in range(20)]
            writer.kill()
            lines += writer.stdout.readlines()
        told |= {line.strip() for line in lines if line.endswith("\n")}
    found = ids(address)
    assert told <= set(found)
    assert len(found) == len(set(found)) <= len(told) + 5


def test_four_processes_that_begin_and_write_at_once_lose_nothing(place: Place) -> None:
    address = place()
    writers = [run(WRITER, address, name, 25) for name in "abcd"]
    told = {line.strip() for writer in writers for line in writer.communicate(timeout=50)[0].splitlines()}
    assert [writer.returncode for writer in writers] == [0] * 4
    assert told == {f"{name}-{at}" for name in "abcd" for at in range(25)} == set(ids(address))


def test_who_asks_what_came_since_misses_nothing_and_sees_nothing_twice(place: Place) -> None:
    address, seen, seq = place(), [], 0
    with closing(Store(address)) as reader:
        writers = [run(WRITER, address, name, 150) for name in "abc"]
        going = True
        while going:
            going = any(writer.poll() is None for writer in writers)  # before the last question, not after
            seq, changes = reader.since(seq)
            seen += [change.id for change in changes]
        assert [len(w.communicate()[0].splitlines()) for w in writers] == [150] * 3
        assert seen == [change.id for change in reader.since()[1]]
    assert len(set(seen)) == len(seen) == 450


def test_stamps_of_several_processes_are_in_the_order_of_the_log(place: Place) -> None:
    address = place()
    for writer in [run(WRITER, address, name, 10) for name in "ab"]:
        writer.communicate(timeout=50)
    with closing(Store(address)) as store:
        stamps = [change.at for change in store.since()[1]]
    assert len(stamps) == 20
    assert stamps == sorted(set(stamps))


def test_a_key_is_made_once_for_all_processes(place: Place) -> None:
    address = place()
    told = [made.communicate(timeout=50)[0] for made in [run(KEY, address) for _ in range(4)]]
    assert len(set(told)) == 1
    assert told[0].strip()


def test_a_key_stays_until_it_is_renewed(store: Store) -> None:
    assert [store.key("room", lambda: "a"), store.key("room", lambda: "b")] == ["a", "a"]
    assert store.key("room", lambda: "c", renew=True) == "c"
    assert [store.key("room", lambda: "d"), store.key("lead", lambda: "e")] == ["c", "e"]


def test_keys_are_no_part_of_the_log(store: Store) -> None:
    store.key("room", lambda: "secret")
    assert store.since() == (0, [])


def test_a_file_of_an_older_release_takes_keys(tmp_path: Path) -> None:
    file = Path(shutil.copy(DATA / "workshop-v1.db", tmp_path))
    for _ in range(2):
        with closing(Store(url(file), create=False)) as store:
            assert store.key("room", new_id) == store.key("room", new_id)


def test_no_key_can_be_made_where_nothing_can_be_written(file: Path) -> None:
    with (
        closing(Store(f"sqlite:///file:{file}?mode=ro&uri=true", create=False)) as store,
        pytest.raises(WorkshopError) as told,
    ):
        store.key("room", new_id)
    assert told.value.key == "read_only"


def test_one_waits_until_the_other_has_stored_all(place: Place) -> None:
    address, going, order = place(), Event(), []

    def slow() -> str:
        going.set()
        time.sleep(0.3)
        order.append("slow")
        return "x"

    with closing(Store(address)) as one, closing(Store(address)) as other, ThreadPoolExecutor() as pool:
        waiting = pool.submit(one.key, "room", slow)
        assert going.wait(5)
        other.append([note()])
        order.append("fast")
        assert waiting.result() == "x"
    assert order == ["slow", "fast"]


def _text(file: Path) -> None:
    file.write_text("会議のメモ\n" * 500, "utf-8")


def _foreign(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("CREATE TABLE customer (name TEXT)")


def _namesake(file: Path) -> None:
    _foreign(file)
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("CREATE TABLE change (coins INTEGER)")


def _newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("UPDATE change SET version = ? WHERE seq = 50", [VERSION + 1])


def _set(column: str, value: object) -> Callable[[Path], None]:
    def spoil(file: Path) -> None:
        with closing(sqlite3.connect(file)) as other, other:
            other.execute(f"UPDATE change SET {column} = ? WHERE seq = 50", [value])

    return spoil


DAMAGED = [
    *(("fields", value) for value in ('{"text": ', "[]", "5", "null", b"{}", "[" * 100_000, "9" * 5000)),
    *(("at", value) for value in ("abc", 2**62, -1, 1.5)),
    *(("version", value) for value in ("1.0.0", "", 0)),
    *(("op", value) for value in ("PUT", "", b"put")),
    *((column, b"\xff") for column in ("id", "author", "kind", "record", "undoes")),
]


@pytest.mark.parametrize(("column", "value"), DAMAGED, ids=str)
def test_a_row_that_the_store_cannot_have_written_is_told_as_damage(file: Path, column: str, value) -> None:
    _set(column, value)(file)
    assert refused(file, create=False) == "damaged"
    with closing(Store(url(file))) as store, suppress(WorkshopError):
        store.append([note(id="kept-49")])


def test_a_text_that_is_no_text_is_told_as_damage(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("UPDATE change SET author = CAST(x'ff' AS TEXT) WHERE seq = 50")
    assert refused(file, create=False) == "damaged"


@pytest.mark.parametrize("name", ["why?", "50%", "a#b", "a&b=c"])
def test_a_file_of_any_name_can_be_given_as_an_address_object(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    with closing(Store(URL.create("sqlite", database=str(file)))) as store:
        store.append([note()])
    assert [found.name for found in tmp_path.iterdir()] == [name]


@given(first=st.sets(st.integers(0, 12), min_size=1), again=st.sets(st.integers(0, 12), min_size=1))
def test_a_message_sent_again_leaves_no_part_of_its_second_reading(
    place: Place, first: set[int], again: set[int]
) -> None:
    with closing(Store(place())) as store:
        stored = store.append([note(id=f"m.{at}") for at in sorted(first)])
        more = [note(id=f"m.{at}") for at in sorted(again)]
        assert store.append([*more, note(id="m2.0"), note(id="m.x")])[:-2] == stored
        found = [change.id for change in store.since()[1]]
    assert found == [*(f"m.{at}" for at in sorted(first)), "m2.0", "m.x"]


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        (lambda file: file.write_bytes(b""), "not_a_workshop"),
        (_text, "not_a_workshop"),
        (_foreign, "not_a_workshop"),
        (_namesake, "not_a_workshop"),
        (_newer, "newer_version"),
        (lambda file: file.write_bytes(file.read_bytes()[:100]), "damaged"),
        (lambda file: file.write_bytes(file.read_bytes()[:4096]), "damaged"),
        (lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]), "damaged"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_and_left_as_it_is(
    file: Path, spoil: Callable[[Path], Any], key: str
) -> None:
    spoil(file)
    before = file.read_bytes()
    assert refused(file, create=False) == key
    assert file.read_bytes() == before


def test_a_new_workshop_is_not_put_into_someone_elses_database(file: Path) -> None:
    _foreign(file)
    before = file.read_bytes()
    assert refused(file, create=True) == "not_a_workshop"
    assert file.read_bytes() == before


def test_a_place_that_cannot_be_opened_is_told(file: Path) -> None:
    assert refused(file / "below a file.db") == "cannot_open"
    assert refused(file.parent) == "cannot_open"


def test_a_read_only_file_takes_no_change_and_keeps_what_it_has(file: Path) -> None:
    with closing(Store(f"sqlite:///file:{file}?mode=ro&uri=true", create=False)) as store:
        assert len(store.since()[1]) == 100
        with pytest.raises(WorkshopError) as told:
            store.append([note()])
    assert told.value.key == "read_only"
    assert len(ids(file)) == 100


def test_a_folder_that_may_not_be_written_to_is_told(file: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        locked = Path(shutil.copy(file, folder))
        locked.chmod(0o444)
        Path(folder).chmod(0o555)
        with as_nobody():
            assert refused(locked, create=False) in ("cannot_open", "read_only")
            assert refused(Path(folder) / "new.db") == "cannot_open"
        Path(folder).chmod(0o755)
        assert len(ids(locked)) == 100


def test_a_full_disk_is_told_and_what_was_acknowledged_before_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "workshop.db"
    told, _ = run(FULL_DISK, url(file)).communicate(timeout=50)
    *kept, key = told.split()
    assert key == "disk_full"
    assert len(kept) > 10
    assert ids(file) == kept


def test_a_lock_that_is_held_too_long_is_told(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("journeykit.store.database._BUSY_SECONDS", 1)
    address = place()
    with closing(Store(address)) as store, closing(Store(address)) as other:

        def refused_meanwhile() -> str:
            with pytest.raises(WorkshopError) as told:
                store.append([note()])
            return told.value.key

        assert other.key("room", refused_meanwhile) == "busy"
        assert store.append([note()])


def test_a_workshop_of_version_1_opens_with_all_that_was_in_it(tmp_path: Path) -> None:
    file = Path(shutil.copy(DATA / "workshop-v1.db", tmp_path))
    with closing(Store(url(file), create=False)) as store:
        changes = store.since()[1]
    assert {change.version for change in changes} == {1}
    journey = fold(changes)
    for kind, records in json.loads((DATA / "workshop-v1.json").read_text("utf-8")).items():
        found = [record.model_dump(mode="json") for record in journey.records(kind)]
        assert [{**row, **old} for row, old in zip(found, records, strict=True)] == found


def test_a_workshop_of_version_1_takes_new_changes(tmp_path: Path) -> None:
    file = Path(shutil.copy(DATA / "workshop-v1.db", tmp_path))
    before = ids(file)
    with closing(Store(url(file), create=False)) as store:
        new = store.append([note()])
    assert ids(file) == [*before, new[0].id]
