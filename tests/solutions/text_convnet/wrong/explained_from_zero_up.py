"""The search for the largest response starts at 0.

caught by: test_contributions_of_the_filters, test_probability_of_the_network
"""


# %% explain
def explain(maps, weights, bias):
    contributions = maps.max(axis=0, initial=0) * weights
    probability = 1 / (1 + np.exp(-(contributions.sum() + bias)))
    return {"places": maps.argmax(axis=0), "contributions": contributions, "probability": float(probability)}
