"""The same orders from wherever they are: Parquet, CSV, frames, PostgreSQL, Spark.

`read_log` brings a file into arrays; `summarise_table` summarises a table or frame where it is. NumPy is all this
needs to be imported; DuckDB, Ibis and the others are asked for when something of theirs is used, and the sentence
says what to install.
"""

from regulars.lifetime.sources.columns import Columns, Unreadable
from regulars.lifetime.sources.files import read_log
from regulars.lifetime.sources.needs import Missing
from regulars.lifetime.sources.orders import Orders, day_number
from regulars.lifetime.sources.tables import per_customer, repeat_purchases, summarise_table

__all__ = [
    "Columns",
    "Missing",
    "Orders",
    "Unreadable",
    "day_number",
    "per_customer",
    "read_log",
    "repeat_purchases",
    "summarise_table",
]
