"""Whether a workbook or Parquet file can be read at all, tried in a process of its own with bounded memory and time.

`python probe.py workbook|parquet MEMORY < FILE`. Both are packed, and say themselves how much they hold: a sheet of two
cells may span seventeen thousand million, one long string may stand in a million of them, a page of bytes in a thousand
million rows. What reads them allocates all that, and is ended by the system where there is not so much. This file is run as
a script, and imports nothing of ours.
"""

from __future__ import annotations

import io
import mmap
import sys
from importlib import import_module

CPU_SECONDS_MAX = 120
CELLS_MAX = 25_000_000
UNPACKED_FREE = 1 << 30
UNPACKED_TIMES = 200
ROWS_AT_ONCE = 10_000
TOO_LARGE = 3


def fits_workbook(data: mmap.mmap) -> bool:
    """Whether its sheets have few enough cells, all together."""
    book = import_module("python_calamine").CalamineWorkbook.from_filelike(io.BytesIO(data))
    left = CELLS_MAX
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        left -= sheet.total_height * sheet.total_width
        if left < 0:
            return False
    return True


def fits_parquet(data: mmap.mmap) -> bool:
    """Whether it has few enough rows and bytes; all are read, as they are read later."""
    pyarrow = import_module("pyarrow")
    file = import_module("pyarrow.parquet").ParquetFile(pyarrow.BufferReader(pyarrow.py_buffer(data)))
    if file.metadata.num_rows > CELLS_MAX:
        return False
    left = max(UNPACKED_FREE, UNPACKED_TIMES * len(data))
    for batch in file.iter_batches(batch_size=ROWS_AT_ONCE, use_threads=False):
        for column in batch.columns:
            left -= column.dictionary_decode().nbytes if pyarrow.types.is_dictionary(column.type) else column.nbytes
        if left < 0:
            return False
    return True


def main(kind: str, memory: int) -> int:
    """0 when it can be read, or `TOO_LARGE`; whatever else ends it is on the standard error."""
    try:
        import resource
    except ImportError:
        return 0
    data = mmap.mmap(sys.stdin.fileno(), 0, access=mmap.ACCESS_READ)
    resource.setrlimit(resource.RLIMIT_AS, (memory + 2 * len(data),) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS_MAX,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        return 0 if {"workbook": fits_workbook, "parquet": fits_parquet}[kind](data) else TOO_LARGE
    except MemoryError:
        return TOO_LARGE
    except Exception as error:
        sys.stderr.write(str(error))
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
