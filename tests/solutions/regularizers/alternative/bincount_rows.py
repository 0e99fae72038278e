"""bincount per review, in small whole numbers (uint8); dead-simple loops for the history; nested loops for the choice."""

# %% multi_hot
def multi_hot(reviews, words=10_000):
    result = np.zeros((len(reviews), words), dtype=np.uint8)
    for row, review in zip(result, reviews):
        row[:] = np.bincount(np.asarray(review, dtype=int), minlength=words) > 0
    return result

# %% read_history
def read_history(history):
    lowest, epoch = float("inf"), 0
    for number, value in enumerate(history["val_bce"], 1):
        if value < lowest:
            lowest, epoch = value, number
    last = history["val_bce"][-1]
    return {"epoch": epoch, "minimum": lowest, "rise": last - lowest, "gap": last - history["bce"][-1]}

# %% choose
def choose(runs):
    best_name, best_epoch, best_value = None, None, None
    for name in runs:
        for epoch, value in enumerate(runs[name]["val_bce"]):
            if best_value is None or value < best_value:
                best_name, best_epoch, best_value = name, epoch + 1, value
    return (best_name, best_epoch)
