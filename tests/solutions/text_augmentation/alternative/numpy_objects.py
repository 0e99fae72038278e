"""NumPy arrays of objects instead of lists (no word is cut off), turned into lists at the end."""

# %% decode
import numpy as np


def decode(reviews, word_index):
    words = np.empty(max([2, *(rank + 3 for rank in word_index.values())]) + 1, dtype=object)
    words[[0, 1, 2]] = ["<pad>", "<start>", "<unknown>"]
    words[np.array(list(word_index.values()), dtype=int) + 3] = np.array(list(word_index), dtype=object)
    return [words[np.asarray(review, dtype=int)].tolist() for review in reviews]


# %% random_deletion
import numpy as np


def random_deletion(tokens, rate, rng, thesaurus, protected):
    words = np.array(tokens, dtype=object)
    free = np.array([token not in protected for token in tokens], dtype=bool)
    left = words[~(free & (rng.uniform(size=len(words)) < rate))]
    return left.tolist() if len(left) else list(tokens)[:1]


# %% synonym_replacement
import numpy as np


def synonym_replacement(tokens, rate, rng, thesaurus, protected):
    result = np.array(list(tokens), dtype=object)
    own = [
        [] if token in protected else [w for w in thesaurus.get(token, []) if w not in protected]
        for token in tokens
    ]
    places = np.flatnonzero([len(words) > 0 for words in own])
    size = min(round(rate * len(tokens)), len(places))
    for place in rng.choice(places, size=size, replace=False) if size else []:
        result[place] = own[place][rng.integers(len(own[place]))]
    return result.tolist()
