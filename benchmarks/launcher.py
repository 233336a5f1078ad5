"""Runs one command and writes what it took, from a process that is itself small.

Linux counts the memory of the process that starts another as that other's peak, so the measuring
process, which has read and generated data, may not start it itself. Only `os` is imported here.
"""

import os
import sys


def launch(result: str, command: list[str]) -> int:
    """Run a command and wait for it.

    Args:
        result: File for one line: user seconds, system seconds, peak memory in the kernel's unit.
        command: Program and arguments.

    Returns:
        Its exit code; that of a shell when a signal ended it.
    """
    process = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(process, 0)
    with open(result, "w", encoding="utf-8") as file:  # noqa: PTH123 - pathlib would weigh more
        file.write(f"{usage.ru_utime} {usage.ru_stime} {usage.ru_maxrss}\n")
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(launch(sys.argv[1], sys.argv[2:]))
