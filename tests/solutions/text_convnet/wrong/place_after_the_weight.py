"""The place is that of the largest product: for a negative weight that of the smallest response.

caught by: test_places_of_the_largest_responses
"""

# %% explain
def explain(maps, weights, bias):
    places = (maps * weights).argmax(axis=0)
    contributions = maps.max(axis=0) * weights
    probability = 1 / (1 + np.exp(-(np.sum(maps.max(axis=0) * weights) + bias)))
    return {"places": places, "contributions": contributions, "probability": probability}
