"""The largest responses are returned without their weights.

caught by: test_contributions_of_the_filters
"""

# %% explain
def explain(maps, weights, bias):
    places = maps.argmax(axis=0)
    contributions = maps.max(axis=0)
    probability = 1 / (1 + np.exp(-(np.sum(maps.max(axis=0) * weights) + bias)))
    return {"places": places, "contributions": contributions, "probability": probability}
