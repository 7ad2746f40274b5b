"""How much of a file is read before it is refused. Nothing below is ever held in memory as a whole."""

SAMPLE_BYTES = 256 * 1024
LINE = 1_000_000  # letters in one line
COLUMNS = 500
UNPACKED_RATIO = 200  # letters out for each packed byte, once past UNPACKED_FREE
UNPACKED_FREE = 64 * 1024 * 1024
UNPACKED_TOTAL = 16 * 1024**3
WORKBOOK_TOTAL = 4 * 1024**3  # of all parts of an .xlsx, unpacked
WORKBOOK_STRINGS = 128 * 1024**2  # the shared strings, which openpyxl holds in memory
WORKBOOK_RATIO = 200
WORKBOOK_PARTS = 5_000
