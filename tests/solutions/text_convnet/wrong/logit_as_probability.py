"""The logit is returned as the probability: no sigmoid.

caught by: test_probability_of_the_network
"""

# %% explain
def explain(maps, weights, bias):
    places = maps.argmax(axis=0)
    contributions = maps.max(axis=0) * weights
    probability = np.sum(maps.max(axis=0) * weights) + bias
    return {"places": places, "contributions": contributions, "probability": probability}
