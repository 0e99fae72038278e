"""The training set is shuffled, sets come as arrays of labels, and each version has a generator of its own."""

# %% split_and_enlarge
def split_and_enlarge(reviews, labels, validation_size, copies, rng, augment_review):
    labels = np.array(labels)
    chosen = rng.choice(len(reviews), size=validation_size, replace=False)
    rest = np.repeat(np.setdiff1d(np.arange(len(reviews)), chosen), copies + 1)
    seen, training = set(), []
    for index, child in zip(rest.tolist(), rng.spawn(len(rest))):
        training.append(augment_review(reviews[index], child) if index in seen else list(reviews[index]))
        seen.add(index)
    order = rng.permutation(len(rest))
    return (
        [training[place] for place in order],
        labels[rest][order],
        [reviews[index] for index in chosen],
        labels[chosen],
    )


# %% augmentation_gain
def augmentation_gain(results):
    ordered = sorted(results, key=lambda run: (run["reviews"], run["seed"], run["augmented"]))
    gains = {}
    for size in np.unique([run["reviews"] for run in ordered]):
        accuracy = np.array([run["accuracy"] for run in ordered if run["reviews"] == size]).reshape(-1, 2)
        points = 100 * np.diff(accuracy)
        gains[size] = {"gain": points.mean(), "error": points.std(ddof=1) / len(points) ** 0.5, "pairs": len(points)}
    return gains
