"""The same orders from wherever they are: Parquet, CSV, frames, PostgreSQL, Spark.

`read_log` brings a file into arrays. NumPy is all this needs to be imported; DuckDB, Ibis and the others are asked
for when something of theirs is used, and the sentence says what to install.
"""

from regulars.lifetime.sources.columns import Columns, Unreadable
from regulars.lifetime.sources.files import read_log
from regulars.lifetime.sources.needs import Missing
from regulars.lifetime.sources.orders import Orders, day_number

__all__ = ["Columns", "Missing", "Orders", "Unreadable", "day_number", "read_log"]
