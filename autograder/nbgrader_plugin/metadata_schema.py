"""Has nbgrader check the metadata of cells without checking its own schema before each cell.

`CheckCellMetadata` calls `jsonschema.validate` for each cell, and that first checks the schema, which is the same for
all: 17 ms for a notebook, of which 15 go into the schema. There is no setting for this: the module of nbgrader that
calls it gets another `validate`, which keeps a validator for each schema.
"""

import json
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import jsonschema
import nbgrader.nbgraderformat.common
from jsonschema.exceptions import best_match
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for


def validate(instance: Any, schema: Any) -> None:
    """What `jsonschema.validate` does.

    Raises:
        ValidationError: if the instance does not fit the schema.
        SchemaError: if the schema is none.
    """
    if error := best_match(_validator(json.dumps(schema)).iter_errors(instance)):
        raise error


def use() -> None:
    """Have nbgrader call this `validate`."""
    nbgrader.nbgraderformat.common.jsonschema = SimpleNamespace(**vars(jsonschema) | {"validate": validate})


@lru_cache(maxsize=16)
def _validator(text: str) -> Validator:
    schema = json.loads(text)
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)
