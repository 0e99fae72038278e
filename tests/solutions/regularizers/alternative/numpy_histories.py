"""NumPy reads the histories (argmin, NumPy scalars come back); the best run is found before its epoch."""

# %% read_history
def read_history(history):
    training, validation = np.array(history["bce"]), np.array(history["val_bce"])
    place = validation.argmin()
    return dict(
        epoch=place + 1,
        minimum=validation[place],
        rise=validation[-1] - validation.min(),
        gap=(validation - training)[-1],
    )

# %% choose
def choose(runs):
    name = min(runs, key=lambda each: min(runs[each]["val_bce"]))
    return name, int(np.argmin(runs[name]["val_bce"])) + 1

# %% multi_hot
def multi_hot(reviews, words=10_000):
    result = np.zeros((len(reviews), words))
    for i, review in enumerate(reviews):
        for word in review:
            result[i, word] = 1.0
    return result
