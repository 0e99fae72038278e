"""The bias is not in the probability.

caught by: test_probability_of_the_network
"""

# %% explain
def explain(maps, weights, bias):
    places = maps.argmax(axis=0)
    contributions = maps.max(axis=0) * weights
    probability = 1 / (1 + np.exp(-np.sum(maps.max(axis=0) * weights)))
    return {"places": places, "contributions": contributions, "probability": probability}
