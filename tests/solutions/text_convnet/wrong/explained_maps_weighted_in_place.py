"""The maps are multiplied by the weights in place, after the places were found.

caught by: test_explain_keeps_arguments_and_each_filter_alone
"""


# %% explain
def explain(maps, weights, bias):
    places = maps.argmax(axis=0)
    maps *= weights
    contributions = maps[places, np.arange(len(weights))]
    probability = 1 / (1 + np.exp(-(contributions.sum() + bias)))
    return {"places": places, "contributions": contributions, "probability": float(probability)}
