"""Thresholds: a bound belongs to a name and a data source, and a missing one does not pass."""

import json
import math

import pytest

from autograder.judging import thresholds as module
from autograder.judging.thresholds import ThresholdMissing, Thresholds
from autograder.questions.student_work import CheckFailed

TABLE = {"accuracy": {"real": {"bound": 0.9}, "sample": {"bound": 0.6, "reference": [0.7, 0.8]}}}


@pytest.fixture
def bounds(tmp_path, monkeypatch):
    """Thresholds of an exercise with one measured bound for each data source."""
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    (tmp_path / "thresholds").mkdir()
    module.path_of("digits").write_text(json.dumps(TABLE))

    def make(data_source="sample", exercise="digits", **settings):
        return Thresholds(exercise, data_source, **settings)

    return make


@pytest.mark.parametrize(
    ("data_source", "value", "accepted"),
    [("sample", 0.6, True), ("sample", 0.59, False), ("real", 0.9, True), ("real", 0.6, False), ("sample", 1, True)],
)
def test_a_value_must_reach_the_bound_of_its_data_source(bounds, data_source, value, accepted):
    if accepted:
        bounds(data_source).at_least("accuracy", value, "the accuracy")
    else:
        with pytest.raises(CheckFailed, match=r"the accuracy: expected at least 0\.[69], got 0\.[65]"):
            bounds(data_source).at_least("accuracy", value, "the accuracy")


def test_the_hint_is_the_likely_cause(bounds):
    with pytest.raises(CheckFailed, match="Likely cause: not scaled"):
        bounds().at_least("accuracy", 0.1, "the accuracy", hint="not scaled")


@pytest.mark.parametrize("value", [None, math.nan, math.inf, "0.9", [0.9], True])
def test_what_is_no_finite_number_does_not_pass(bounds, value):
    thresholds = bounds()
    with pytest.raises(CheckFailed, match="the accuracy: expected a"):
        thresholds.at_least("accuracy", value, "the accuracy")
    assert thresholds.measured == {}


@pytest.mark.parametrize(
    ("name", "settings"),
    [("speed", {}), ("accuracy", {"data_source": "none"}), ("accuracy", {"exercise": "never_measured"})],
)
def test_a_threshold_that_was_never_measured_says_how_to_measure_it(bounds, name, settings):
    with pytest.raises(ThresholdMissing, match="autograder calibrate"):
        bounds(**settings).at_least(name, 1.0, "the value")


def test_a_damaged_table_is_no_pass(bounds):
    module.path_of("digits").write_text("{")
    with pytest.raises(ValueError, match="property name"):
        bounds().at_least("accuracy", 1.0, "the accuracy")


def test_measured_values_are_kept_also_of_those_that_fail(bounds):
    thresholds = bounds()
    with pytest.raises(CheckFailed):
        thresholds.at_least("accuracy", 0.25, "the accuracy")
    assert thresholds.measured == {"accuracy": 0.25}


def test_calibration_measures_and_applies_nothing(bounds):
    thresholds = bounds(calibrating=True)
    thresholds.at_least("accuracy", 0.0, "the accuracy")
    thresholds.at_least("new", 0.5, "a new one")
    assert thresholds.measured == {"accuracy": 0.0, "new": 0.5}
