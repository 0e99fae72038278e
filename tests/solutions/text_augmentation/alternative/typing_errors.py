"""The own operation doubles a letter of a word, never into a protected word; pairs as a NumPy table."""

# %% own_operation
def own_operation(tokens, rate, rng, thesaurus, protected):
    """Hold a key for too long: "film" becomes "fillm"."""

    def typed(token):
        if token in protected or not token:
            return token
        letter = int(rng.integers(len(token)))
        new = token[: letter + 1] + token[letter:]
        return token if new in protected else new

    return [typed(token) if rng.random() < rate else token for token in tokens]


# %% augmentation_gain
import numpy as np


def augmentation_gain(results):
    found = {}
    for size in np.unique([run["reviews"] for run in results]).tolist():
        runs = [run for run in results if run["reviews"] == size]
        runs = sorted(runs, key=lambda run: (run["seed"], run["augmented"]))
        table = np.array([run["accuracy"] for run in runs]).reshape(-1, 2)
        change = 100 * np.diff(table, axis=1).ravel()
        found[size] = {"gain": change.mean(), "error": change.std(ddof=1) / np.sqrt(change.size)}
    return found
