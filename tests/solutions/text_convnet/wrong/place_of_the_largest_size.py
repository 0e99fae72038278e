"""The place is that of the response that is farthest from 0.

caught by: test_places_of_the_largest_responses
"""


# %% explain
def explain(maps, weights, bias):
    contributions = maps.max(axis=0) * weights
    probability = 1 / (1 + np.exp(-(contributions.sum() + bias)))
    places = np.abs(maps).argmax(axis=0)
    return {"places": places, "contributions": contributions, "probability": float(probability)}
