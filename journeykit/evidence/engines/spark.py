"""Spark on this machine: the log's numbers go into Parquet files in a folder of its own, which goes again."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from journeykit.errors import ReadError
from journeykit.evidence.engines.question import TABLES, Row, numbered

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["answer", "ready", "session"]

_TICK = 0.2
_MEMORY = "2g"
_GROUP = "journeykit"
_ANSWER = "answer"
_FEW = 1_000_000
_LIGHT = (
    ("spark.sql.shuffle.partitions", "1"),
    ("spark.sql.adaptive.enabled", "false"),
    ("spark.sql.codegen.wholeStage", "false"),
    ("spark.sql.codegen.factoryMode", "NO_CODEGEN"),
)
Tell = Callable[[float], object]


def ready(url: str) -> None:
    """Raise `ReadError` where Spark or its Java is not there, and for any URL: it works on this machine."""
    _pyspark()
    if url:
        raise ReadError("needless_url", name="Spark")


def answer(own: DuckDBPyConnection, text: str, url: str = "", tell: Tell | None = None) -> Sequence[Row]:
    """Return the rows of the answer. A session that is there already is used and stays."""
    pyspark = _pyspark()
    with tempfile.TemporaryDirectory(prefix="journeykit-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for table, rows in numbered(own).items():
            own.execute(f"copy ({rows}) to '{folder / table}.parquet'")
        there = pyspark.sql.SparkSession.getActiveSession()
        few = bool(own.execute(f"select count(*) < {_FEW} from ev").fetchall()[0][0])
        with nullcontext(there) if there else session(folder, few=few) as spark:
            _asked(spark.newSession(), folder, text, tell)
        # Read by DuckDB: what Spark hands to Python itself goes through sockets that it does not close.
        return own.execute(f"select * from '{folder / _ANSWER}/*.parquet'").fetchall()


@contextmanager
def session(folder: Path, *, few: bool = False) -> Iterator[Any]:
    """Start Spark on this machine alone, without its web pages, and end it with the block, Java too.

    For `few` events it takes its time for nothing but them: it compiles no code of its own.
    """
    pyspark = _pyspark()
    launch: Any = import_module("pyspark.java_gateway").launch_gateway
    conf = pyspark.SparkConf().setMaster("local[*]").setAppName("journeykit").setAll(_settings(folder, few))
    try:
        gateway = launch(conf, {"stderr": subprocess.DEVNULL})
        context = pyspark.SparkContext(conf=conf, gateway=gateway)
    except (pyspark.errors.PySparkException, OSError) as error:
        raise ReadError("spark_failed") from error
    try:
        yield pyspark.sql.SparkSession(context)
    finally:
        context.stop()
        _end(pyspark, gateway)


def _settings(folder: Path, few: bool) -> list[tuple[str, str]]:
    java = f"-Djava.io.tmpdir={folder}"
    settings = [
        ("spark.ui.enabled", "false"),
        ("spark.ui.showConsoleProgress", "false"),
        ("spark.driver.host", "127.0.0.1"),
        ("spark.driver.bindAddress", "127.0.0.1"),
        ("spark.driver.memory", _MEMORY),
        ("spark.local.dir", str(folder)),
        ("spark.sql.warehouse.dir", str(folder / "warehouse")),
        ("spark.sql.catalogImplementation", "in-memory"),
        ("spark.eventLog.enabled", "false"),
    ]
    if not few:
        return [*settings, ("spark.driver.extraJavaOptions", java)]
    java += " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
    return [*settings, ("spark.driver.extraJavaOptions", java), *_LIGHT]


def _end(pyspark: Any, gateway: Any) -> None:
    """End the Java program that Spark ran in: it would stay as long as Python does."""
    gateway.shutdown()
    gateway.proc.stdin.close()
    try:
        gateway.proc.wait(timeout=30)
    except subprocess.TimeoutExpired:
        gateway.proc.kill()
    pyspark.SparkContext._gateway = pyspark.SparkContext._jvm = None
    pyspark.sql.SparkSession._instantiatedSession = None


def _asked(spark: Any, folder: Path, text: str, tell: Tell | None) -> None:
    """Ask, and wait until the answer lies in the folder; what `tell` raises cancels the question."""
    spark.conf.set("spark.sql.ansi.enabled", "true")
    for table in TABLES:
        spark.read.parquet(str(folder / f"{table}.parquet")).createOrReplaceTempView(table)
    context = spark.sparkContext

    def asking() -> None:
        context.setJobGroup(_GROUP, _GROUP, interruptOnCancel=True)
        spark.sql(text).coalesce(1).write.parquet(str(folder / _ANSWER))

    with ThreadPoolExecutor(1) as pool:
        job = pool.submit(asking)
        try:
            while not wait([job], timeout=_TICK).done:
                if tell:
                    tell(_share(context))
        except BaseException:
            while not wait([job], timeout=_TICK).done:  # a job may only be about to begin
                context.cancelJobGroup(_GROUP)
            raise
        _ended(job)


def _ended(job: Future[None]) -> None:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        job.result()
    except (PySparkException, Py4JError) as error:
        raise ReadError("spark_stopped") from error


def _share(context: Any) -> float:
    """Return the share of the tasks known by now that are done."""
    tracker = context.statusTracker()
    stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
    tasks = sum(stage.numTasks for stage in stages if stage)
    return sum(stage.numCompletedTasks for stage in stages if stage) / tasks if tasks else 0.0


def _pyspark() -> Any:
    try:
        import pyspark
        import pyspark.sql
    except ImportError as error:
        raise ReadError("no_pyspark") from error
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise ReadError("no_java")
    return pyspark
