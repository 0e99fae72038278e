"""Metadata are checked as `jsonschema.validate` does it."""

import jsonschema
import nbgrader.nbgraderformat.common as common
import pytest
from nbgrader.nbgraderformat import MetadataValidator

from autograder.nbgrader_plugin import metadata_schema

GOOD = {"schema_version": 3, "grade": True, "solution": False, "locked": True, "grade_id": "a", "points": 1}
SCHEMA = MetadataValidator().schema


def test_nbgrader_calls_it():
    assert common.jsonschema.validate is metadata_schema.validate


def test_good_metadata_pass():
    metadata_schema.validate(GOOD, SCHEMA)


@pytest.mark.parametrize("changed", [{"points": -1}, {"grade": "yes"}, {"more": 1}, {"cell_type": "video"}])
def test_the_error_is_the_same(changed):
    said = []
    for validate in (jsonschema.validate, metadata_schema.validate):
        with pytest.raises(jsonschema.ValidationError) as error:
            validate(GOOD | changed, SCHEMA)
        said.append(str(error.value))
    assert said[0] == said[1]


def test_what_is_no_schema_is_an_error():
    with pytest.raises(jsonschema.SchemaError):
        metadata_schema.validate({}, {"type": "nothing"})
