"""Index arrays, and words as NumPy arrays, wide enough for every synonym."""

# %% decode
def decode(reviews, word_index):
    words = np.full(max(word_index.values()) + 4, "<unknown>", dtype=object)
    words[[0, 1]] = "<pad>", "<start>"
    words[np.array(list(word_index.values())) + 3] = list(word_index)
    return [words[np.array(review)].tolist() for review in reviews]


# %% random_deletion
def random_deletion(tokens, rate, rng, thesaurus, protected):
    words = np.array(tokens, dtype=object)
    keep = (rng.random(len(words)) >= rate) | np.isin(tokens, list(protected)).reshape(len(words))
    if len(words) and not keep.any():
        keep[rng.integers(len(words))] = True
    return words[keep].tolist()


# %% random_swap
def random_swap(tokens, rate, rng, thesaurus, protected):
    order = np.arange(len(tokens))
    free = np.array([place for place in order if tokens[place] not in protected], dtype=int)
    if len(free) > 1:
        for _ in range(round(rate * len(tokens))):
            pair = rng.choice(free, 2, replace=False)
            order[pair] = order[pair[::-1]]
    return np.array(tokens)[order]


# %% synonym_replacement
def synonym_replacement(tokens, rate, rng, thesaurus, protected):
    options = {t: sorted(set(thesaurus.get(t, ())) - set(protected)) for t in set(tokens) - set(protected)}
    places = np.array([p for p, t in enumerate(tokens) if options.get(t)], dtype=int)
    chosen = set(rng.choice(places, min(round(rate * len(tokens)), len(places)), replace=False).tolist())
    return tuple(rng.choice(options[t]) if p in chosen else t for p, t in enumerate(tokens))


# %% own_operation
def own_operation(tokens, rate, rng, thesaurus, protected):
    """A stretch of words is left out, between two protected words."""
    words = np.array(tokens, dtype=object)
    length = min(int(np.ceil(rate * len(words) / 2)), len(words) - 1)
    if length <= 0:
        return words.tolist()
    start = int(rng.integers(len(words) - length + 1))
    inside = np.zeros(len(words), dtype=bool)
    inside[start : start + length] = True
    return words[~inside | np.array([word in protected for word in tokens])].tolist()
