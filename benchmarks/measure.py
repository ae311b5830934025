"""Runs a command and prints its exit code, wall and CPU seconds and most memory in MiB as JSON.

Run `python -I -S measure.py COMMAND…`. It is a small process of its own because Linux counts the
memory of a process that starts another as memory of the other.
"""

import json
import os
import subprocess
import sys
import time


def main() -> None:
    started = time.perf_counter()
    process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    # Linux counts in KiB, macOS in bytes.
    print(
        json.dumps(
            [
                process.returncode,
                seconds,
                # With those of the processes that it started and waited for.
                usage.ru_utime + usage.ru_stime,
                usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10),
            ]
        )
    )


if __name__ == "__main__":
    main()
