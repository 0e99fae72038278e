"""Scores become classes."""

import keras
import numpy as np
import pytest

from autograder.questions import expect


@pytest.mark.graded("check_classify", points=1)
def test_threshold_fits_the_output(submission):
    """A probability is compared with 0.5 and a logit with 0, as the argument says and not the outputs."""
    table = np.array([-3.0, -0.7, -0.2, 0.01, 0.3, 0.45, 0.8, 4.0])
    texts = np.random.default_rng(5).integers(0, 8, (40, 1))
    for are_logits, logits in ((True, table), (False, table), (True, np.linspace(0.05, 0.95, 8))):
        known = logits if are_logits else 1 / (1 + np.exp(-logits))
        stack = [keras.Input((1,), name="ids"), keras.layers.Embedding(8, 1, name="table")]
        model = keras.Sequential([*stack, keras.layers.Flatten(name="output")], name="graders_model")
        model.set_weights([known.reshape(8, 1)])
        value = submission.call("classify", model, texts, logits=are_logits, eager=True)
        what = f"classify(model, 40 texts, logits={are_logits})"
        hint = "1 if a logit is above 0, or a probability above 0.5; one number for each text"
        expect.close(value, (logits > 0)[texts[:, 0]].astype(int), what, hint=hint)
