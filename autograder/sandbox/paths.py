"""What every confined process reads: parts of the system, and Python; and the package that it never reads."""

import site
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]  # the autograder, with the hidden tests

# What Python, NumPy and TensorFlow read of the system; not every machine has all of it. Of /etc only what programs
# need to run at all: it also holds passwords and keys.
SYSTEM = tuple(
    Path(path)
    for path in (
        *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store"),
        *("/etc/alternatives", "/etc/fonts", "/etc/group", "/etc/hosts", "/etc/ld.so.cache", "/etc/ld.so.conf"),
        *("/etc/ld.so.conf.d", "/etc/localtime", "/etc/mime.types", "/etc/nsswitch.conf", "/etc/passwd"),
        *("/etc/ssl/certs", "/etc/ssl/openssl.cnf", "/etc/timezone"),
        *("/dev/full", "/dev/random", "/dev/urandom", "/dev/zero"),
        *("/sys/devices/system/cpu", "/sys/devices/system/node"),
    )
)
# Of /proc only the process itself: others' command lines are private.
OWN_PROCESS = tuple(
    Path("/proc", name) for name in ("self", "cpuinfo", "filesystems", "meminfo", "stat", "sys/vm", "version")
)


def python_environment() -> list[Path]:
    """Folders of the running Python: the installation, the virtual environment, site-packages.

    Under the names by which they are found, and under those that symbolic links lead to.
    """
    named = {Path(folder) for folder in (sys.prefix, sys.base_prefix, *site.getsitepackages())}
    folders = named | {folder.resolve() for folder in named}
    return sorted(each for each in folders if not folders.intersection(each.parents))
