"""A PostgreSQL server of the tests' own, in a temporary folder, without a network: Debian's package `postgresql`."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

_SUPERUSER = "postgres"  # made by Debian's package; a server refuses to run as root


def programs() -> Path | None:
    """The folder with the server's programs, of the newest version; None if there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def server() -> Iterator[str]:
    """Start a server; gives the URL of an empty database, and takes all of it away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))  # a short path: that of a socket has 107 bytes at most
    is_root = os.geteuid() == 0
    user = _SUPERUSER if is_root else pwd.getpwuid(os.geteuid()).pw_name

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [programs() / program, *arguments],
            cwd=folder,
            user=user if is_root else None,
            group=pwd.getpwnam(user).pw_gid if is_root else None,
            extra_groups=[] if is_root else None,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # not a pipe, which the server would keep open
            stderr=subprocess.DEVNULL,
        )

    data = str(folder / "data")
    try:
        if is_root:
            shutil.chown(folder, user)
        run("initdb", "-D", data, "-U", _SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        settings = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        run("pg_ctl", "-D", data, "-o", settings, "-l", str(folder / "log"), "-w", "start")
        try:
            run("createdb", "-h", str(folder), "-U", _SUPERUSER, "course")
            yield f"postgresql+psycopg://{_SUPERUSER}@/course?host={folder}"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(url: str, name: str) -> Iterator[str]:
    """One more empty database on the server of a URL; gives its URL."""
    with create_engine(url).connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"create database {name}"))
        yield make_url(url).set(database=name).render_as_string(hide_password=False)
        connection.execute(text(f"drop database {name} with (force)"))
