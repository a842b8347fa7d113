"""Start one command, wait for it, and write what it cost to a file descriptor.

    python -I -S starter.py DESCRIPTOR COMMAND...

Run as a file of its own, by a process that may be large: Linux counts what a child holds between
its fork and its exec as the child's memory, so that the starter, not the benchmark, has to be small.
What `wait4` tells of the command includes the processes that it has waited for.
"""

import os
import sys
import time

report, command = int(sys.argv[1]), sys.argv[2:]
os.set_inheritable(report, False)  # noqa: FBT003  it is positional only
start = time.perf_counter()
process = os.posix_spawn(command[0], command, os.environ)
_, status, usage = os.wait4(process, 0)
wall = time.perf_counter() - start
code = os.waitstatus_to_exitcode(status)
os.write(report, f"{code} {usage.ru_utime + usage.ru_stime} {wall} {usage.ru_maxrss}".encode())
