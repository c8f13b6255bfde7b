"""What a process gives up before it reads files of strangers: the network, new privileges, processes without number.

Each step is tried and none is demanded: kernels, containers and policies differ. `mailbot doctor` tells what holds.
"""

import contextlib
import ctypes
import os
import resource
import sys
from dataclasses import dataclass
from pathlib import Path

_NEW_USER, _NEW_NETWORK = 0x1000_0000, 0x4000_0000  # linux/sched.h CLONE_NEWUSER, CLONE_NEWNET
_NO_NEW_PRIVILEGES = 38  # linux/prctl.h PR_SET_NO_NEW_PRIVS
_MOST_PROCESSES = 256  # and threads: LibreOffice takes some twenty, Tesseract one for each processor
_COUNTED_APART = (5, 14)  # since this Linux the processes of a user are counted for each user namespace

_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True, slots=True)
class Confinement:
    """network: this process and its children have none. privileges: no program that they start gives them more.
    processes: their number is limited."""

    network: bool
    privileges: bool
    processes: bool


def confine() -> Confinement:
    """Give up what reading files does not need, as far as the machine lets us; children inherit it.

    For a process of one thread only, and for good: nothing of it can be taken back.
    """
    apart = _leave_with_user()
    network = apart or leave_network()
    privileges = _LIBC is not None and _LIBC.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
    return Confinement(network, privileges, apart and _limit_processes())


def leave_network() -> bool:
    """Move this process into a network namespace of its own, in which not even the loopback is up.

    False where the kernel or the machine's policy does not give one. For a process of one thread only.
    """
    if _LIBC is None:
        return False
    return bool(_LIBC.unshare(_NEW_NETWORK) == 0 or _leave_with_user())


def _leave_with_user() -> bool:
    """A network namespace inside a user namespace, in which we keep our names: root gets none, it needs none."""
    user, group = os.geteuid(), os.getegid()
    if _LIBC is None or user == 0 or _LIBC.unshare(_NEW_USER | _NEW_NETWORK) != 0:
        return False
    # Without these lines we would be called "nobody" in there, with the same rights.
    for name, line in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        with contextlib.suppress(OSError):
            Path("/proc/self", name).write_bytes(line.encode())
    return True


def _limit_processes() -> bool:
    """Only where ours alone are counted: elsewhere the daemon's, the desk's and everybody's of this user count too, and
    a mail would fail for what others do. (Of root nothing is counted.)"""
    if _kernel() < _COUNTED_APART:
        return False
    hard = resource.getrlimit(resource.RLIMIT_NPROC)[1]
    most = _MOST_PROCESSES if hard == resource.RLIM_INFINITY else min(hard, _MOST_PROCESSES)
    resource.setrlimit(resource.RLIMIT_NPROC, (most, most))
    return True


def _kernel() -> tuple[int, int]:
    major, minor, *_ = os.uname().release.split("-")[0].split(".")
    return int(major), int(minor)


if __name__ == "__main__":
    found = confine()
    print(*(name for name in Confinement.__slots__ if getattr(found, name)))  # noqa: T201 - what doctor reads
