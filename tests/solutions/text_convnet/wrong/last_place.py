"""Of several largest responses the last one is taken.

caught by: test_places_of_the_largest_responses
"""

# %% explain
def explain(maps, weights, bias):
    places = len(maps) - 1 - maps[::-1].argmax(axis=0)
    contributions = maps.max(axis=0) * weights
    probability = 1 / (1 + np.exp(-(np.sum(maps.max(axis=0) * weights) + bias)))
    return {"places": places, "contributions": contributions, "probability": probability}
