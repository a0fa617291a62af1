"""The engine that counts: DuckDB in this process, or Spark when an installation outgrew one machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import ibis
from django.conf import settings


class EngineError(Exception):
    """The engine that is set cannot be used; the message says what to install or to set."""


@contextmanager
def engine() -> Iterator[Any]:
    """Yield an ibis connection to the engine of the setting `engine`, with its limits on memory and threads."""
    chosen = settings.WENS
    opened = spark(chosen.spark_remote) if chosen.engine == "spark" else duckdb(chosen.memory_limit_mb, chosen.threads)
    try:
        yield opened
    finally:
        opened.disconnect()


def duckdb(memory_limit_mb: int = 2048, threads: int = 0) -> Any:
    """Open DuckDB in this process; it spills to disk rather than pass the limit. No network, no extensions."""
    options: dict[str, Any] = {"memory_limit": f"{memory_limit_mb}MB", "preserve_insertion_order": False}
    if threads:
        options["threads"] = threads
    return ibis.duckdb.connect(**options)


def spark(remote: str = "") -> Any:
    """Open a Spark session: Spark Connect at `remote` (sc://host:15002), or one inside this machine (JDK 17)."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineError(
            "The setting engine=spark needs the extra 'spark': pip install 'wens[spark]', and a JDK 17."
        ) from error
    builder = SparkSession.builder.appName("wens").config("spark.sql.session.timeZone", "UTC")
    builder = builder.config("spark.sql.ansi.enabled", "true")  # an overflow is an error, never another number
    if remote:
        return ibis.pyspark.connect(builder.remote(remote).getOrCreate())
    quiet: dict[str, bool | float | int | str | None] = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.host": "127.0.0.1",
    }
    session = builder.master("local[*]").config(map=quiet).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return ibis.pyspark.connect(session)
