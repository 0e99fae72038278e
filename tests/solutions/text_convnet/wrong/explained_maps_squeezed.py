"""Maps of a single filter lose an axis.

caught by: test_explain_keeps_arguments_and_each_filter_alone
"""


# %% explain
def explain(maps, weights, bias):
    if maps.shape[1] == 1:
        maps = maps.squeeze(axis=1)
    contributions = maps.max(axis=0) * weights.squeeze()
    probability = 1 / (1 + np.exp(-(np.sum(contributions) + bias)))
    return {"places": maps.argmax(axis=0), "contributions": contributions, "probability": float(probability)}
