"""For each position the strongest filter, not for each filter the position.

caught by: test_explain_keeps_arguments_and_each_filter_alone, test_places_of_the_largest_responses
"""

# %% explain
def explain(maps, weights, bias):
    places = maps.argmax(axis=1)
    contributions = maps.max(axis=0) * weights
    probability = 1 / (1 + np.exp(-(np.sum(maps.max(axis=0) * weights) + bias)))
    return {"places": places, "contributions": contributions, "probability": probability}
