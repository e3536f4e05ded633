"""PostgreSQL as the place of the answers: found by its address, gone and back; nothing secret is told."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from journeykit import workshop
from journeykit.catalogue import LANGUAGES, explain
from journeykit.errors import WorkshopError
from journeykit.log import Change
from journeykit.settings import FILE
from journeykit.store import Store

STUBBORN = """
import sys, time
from journeykit.errors import WorkshopError
from journeykit.log import Change
from journeykit.store import Store
store = Store(sys.argv[1])
print("begun", flush=True)
for at in range(int(sys.argv[2])):
    while True:
        try:
            store.append([Change(f"w-{at}", 0, "w", "note", "n", "put", {"text": "x"})])
            break
        except WorkshopError as error:
            assert error.key == "no_database", error.key
            print(error.key, flush=True)
            time.sleep(0.05)
store.close()
"""

OPEN = """
import sys, time
from journeykit import workshop
while time.time() < float(sys.argv[2]):
    pass
workshop.open(sys.argv[1]).close()
"""

WITHOUT_DRIVER = """
import sys
sys.modules["psycopg"] = None
from journeykit import workshop
from journeykit.errors import WorkshopError
try:
    workshop.open(sys.argv[1])
except WorkshopError as error:
    print(error)
"""


def note(id_: str, text: str = "x") -> Change:
    return Change(id_, 0, "ann", "note", "n", "put", {"text": text})


def run(script: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def settings(folder: Path, url: str, lang: str = "en") -> Path:
    (folder / FILE).write_text(f"language = '{lang}'\nstore = '{url}'\n", "utf-8")
    return folder


def refused(action: Callable[[], Any]) -> WorkshopError:
    with pytest.raises(WorkshopError) as told:
        action()
    return told.value


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_an_address_of_postgresql_means_the_current_driver(postgresql: Any, scheme: str) -> None:
    address = postgresql.fresh().replace("postgresql", scheme, 1)
    with closing(Store(address)) as store:
        assert store._database._engine.driver == "psycopg"
        assert store.append([note("a")]) == store.since()[1]


def test_a_workshop_begins_in_a_database_that_is_still_empty(postgresql: Any, tmp_path: Path) -> None:
    folder = settings(tmp_path, postgresql.fresh())
    with closing(workshop.open(folder)) as opened:
        opened.put("brief", title="旅")
        known = opened.id
    with closing(workshop.open(folder)) as again:
        assert (again.journey.brief.language, again.journey.brief.title) == ("en", "旅")
        assert (len(again.changes), again.id) == (2, known)


def test_two_processes_that_open_an_empty_database_at_once_begin_it_once(
    postgresql: Any, tmp_path: Path
) -> None:
    folder = settings(tmp_path, postgresql.fresh())
    openers = [run(OPEN, folder, time.time() + 1.5) for _ in range(3)]
    assert [opener.communicate(timeout=50)[0] for opener in openers] == ["", "", ""]
    with closing(workshop.open(folder)) as opened:
        assert [change.fields for change in opened.changes] == [{"language": "en"}]


def test_two_workshops_in_two_databases_are_two(postgresql: Any, tmp_path: Path) -> None:
    ids = set()
    for _ in range(2):
        with closing(workshop.open(settings(tmp_path, postgresql.fresh()))) as opened:
            ids.add(opened.id)
    assert len(ids) == 2


def test_a_database_that_goes_away_is_told_and_what_is_sent_again_is_stored_once(postgresql: Any) -> None:
    with closing(Store(postgresql.fresh())) as store:
        store.append([note("before")])
        postgresql.stop()
        try:
            assert refused(lambda: store.append([note("again")])).key == "no_database"
            assert refused(store.since).key == "no_database"
        finally:
            postgresql.start()
        assert [store.append([note("again")]) for _ in range(2)] == [store.since(1)[1]] * 2
        assert [change.id for change in store.since()[1]] == ["before", "again"]


def test_a_database_that_was_away_meanwhile_is_not_even_noticed(postgresql: Any) -> None:
    with closing(Store(postgresql.fresh())) as store, closing(Store(postgresql.fresh())) as other:
        for at in range(3):
            store.append([note(f"{at}")])
            assert len(other.since()[1]) == at
            postgresql.stop("fast")
            postgresql.start()
            other.append([note(f"{at}")])
            assert len(store.since()[1]) == at + 1


def test_a_database_that_breaks_down_under_load_keeps_each_message_once(postgresql: Any) -> None:
    address = postgresql.fresh()
    with run(STUBBORN, address, 600) as writer:
        assert writer.stdout
        writer.stdout.readline()
        for _ in range(3):
            time.sleep(0.2)
            postgresql.stop()
            time.sleep(0.2)
            postgresql.start()
        assert "no_database" in writer.communicate(timeout=100)[0]
    assert writer.returncode == 0
    with closing(Store(address)) as store:
        assert [change.id for change in store.since()[1]] == [f"w-{at}" for at in range(600)]


def test_a_database_that_cannot_be_reached_is_told_without_its_address_or_password() -> None:
    secrets = ("geheim", "127.0.0.1")
    error = refused(lambda: Store("postgresql://kit:{}@{}:1/journey".format(*secrets)))
    assert error.key == "no_database"
    assert not [said for lang in LANGUAGES for said in secrets if said in explain(error, lang)]
    assert "geheim@" not in "".join(traceback.format_exception(error))


def test_a_database_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("journeykit.store.database._CONNECT_SECONDS", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"postgresql://kit@127.0.0.1:{silent.getsockname()[1]}/journey"
        start = time.monotonic()
        assert refused(lambda: Store(address)).key == "no_database"
    assert time.monotonic() - start < 30  # asked for in 2: a busy machine takes its time


def test_someone_elses_database_is_left_as_it_is(postgresql: Any) -> None:
    import psycopg

    address = postgresql.fresh()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE customer (name text)")
        assert refused(lambda: Store(address)).key == "not_a_workshop"
        tables = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        assert connection.execute(tables).fetchall() == [("customer",)]


def test_who_may_only_read_is_told_so_and_reads(postgresql: Any) -> None:
    address = postgresql.fresh()
    with closing(Store(address)) as store:
        store.append([note("a")])
    with closing(Store(f"{address}%20-cdefault_transaction_read_only%3Don")) as reader:
        assert len(reader.since()[1]) == 1
        error = refused(lambda: reader.append([note("b")]))
    assert error.key == "no_rights"
    assert all("postgres" in explain(error, lang) for lang in LANGUAGES)


def test_an_empty_database_that_may_only_be_read_cannot_begin(postgresql: Any, tmp_path: Path) -> None:
    address = postgresql.fresh()
    Store(address).close()
    folder = settings(tmp_path, f"{address}%20-cdefault_transaction_read_only%3Don")
    assert refused(lambda: workshop.open(folder)).key == "no_rights"


def test_long_names_of_records_are_taken_as_sqlite_takes_them(postgresql: Any) -> None:
    long = [Change("i" * 300, 1, "a" * 300, "k" * 300, "r" * 300, "put", {"text": "x" * 9000}, "u" * 300)]
    with closing(Store(postgresql.fresh())) as store:
        store.merge(long)
        assert store.since()[1] == long


def test_a_missing_driver_is_told_with_the_way_out(tmp_path: Path) -> None:
    folder = settings(tmp_path, "postgresql://kit@localhost/journey")
    assert 'pip install "journeykit[postgresql]"' in run(WITHOUT_DRIVER, folder).communicate(timeout=50)[0]


@pytest.mark.parametrize(
    "url", ["mysql://kit:geheim@host/x", "postgresql+pg8000://host/x", "postgresql://kit:geheim@host:port/x"]
)
def test_an_address_that_cannot_be_used_is_told_without_it(tmp_path: Path, url: str) -> None:
    error = refused(lambda: workshop.open(settings(tmp_path, url)))
    assert error.key == "bad_settings"
    assert "geheim" not in "".join(traceback.format_exception(error))
