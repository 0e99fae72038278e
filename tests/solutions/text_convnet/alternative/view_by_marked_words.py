"""The view is found by marking the words below one output; max over pairs; logaddexp for the probability."""

# %% predict_text_convnet
def predict_text_convnet(length=500, filters=32, window=7, pool=5):
    first = length - (window - 1)
    second = max(first, 0) // pool
    third = second - (window - 1)
    if first < 1 or second < 1 or third < 1:
        raise ValueError(f"{length} words are too few")
    after_pooling = set(range(window))
    after_first = {pool * p + i for p in after_pooling for i in range(pool)}
    words = {p + i for p in after_first for i in range(window)}
    return {
        "view": len(words),
        "lengths": [first, second, third],
        "global": filters + 1,
        "flatten": third * filters + 1,
    }


# %% explain
import numpy as np


def explain(maps, weights, bias):
    largest = [max((value, -place) for place, value in enumerate(column)) for column in np.transpose(maps)]
    contributions = np.array([weight * value for weight, (value, _) in zip(weights, largest)])
    logit = np.sum(contributions) + bias
    return {
        "places": np.array([-place for _, place in largest]),
        "contributions": contributions,
        "probability": np.exp(-np.logaddexp(0, -logit)),
    }


# %% prepare_reviews
import numpy as np


def prepare_reviews(reviews, length, words):
    def line(review):
        padded = [0] * length + [2 if number >= words else number for number in review]
        return padded[len(padded) - length :]

    return np.asarray([line(review) for review in reviews], dtype="int64").reshape(-1, length)
