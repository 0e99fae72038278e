"""A new gradebook says which version of nbgrader's tables it has.

nbgrader itself would ask the program `alembic`, which imports all of nbgrader once more: two seconds. It does not if
the gradebook says it already.
"""

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import create_engine


def note_version(db_url: str) -> None:
    """Write down that the tables of a gradebook, which nbgrader makes next, are of the newest version."""
    engine = create_engine(db_url)
    try:
        with engine.begin() as connection:
            MigrationContext.configure(connection).stamp(ScriptDirectory(ALEMBIC_DIR), "heads")
    finally:
        engine.dispose()
