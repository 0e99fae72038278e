"""Loops over the filters; lists are returned."""

# %% explain
def explain(maps, weights, bias):
    places, contributions, logit = [], [], float(bias)
    for number, weight in enumerate(weights):
        column = [float(row[number]) for row in maps]
        places.append(column.index(max(column)))
        contributions.append(max(column) * float(weight))
        logit += contributions[-1]
    return {"places": places, "contributions": contributions, "probability": np.exp(logit) / (1 + np.exp(logit))}
