"""Written from the release alone: comprehensions wherever one fits."""

# %% decode
def decode(reviews, word_index):
    names = {rank + 3: word for word, rank in word_index.items()} | {0: "<pad>", 1: "<start>", 2: "<unknown>"}
    return [[names[i] for i in review] for review in reviews]

# %% random_deletion
def random_deletion(tokens, rate, rng, thesaurus, protected):
    kept = [t for t in tokens if t in protected or rng.random() >= rate]
    return kept or list(tokens[:1])

# %% random_swap
def random_swap(tokens, rate, rng, thesaurus, protected):
    out = list(tokens)
    free = [i for i, t in enumerate(tokens) if t not in protected]
    if len(free) >= 2:
        for _ in range(round(rate * len(tokens))):
            i, j = rng.choice(free, size=2, replace=False)
            out[i], out[j] = out[j], out[i]
    return out

# %% synonym_replacement
def synonym_replacement(tokens, rate, rng, thesaurus, protected):
    options = {
        i: [s for s in thesaurus.get(t, []) if s not in protected] for i, t in enumerate(tokens) if t not in protected
    }
    possible = [i for i, o in options.items() if o]
    n = min(len(possible), round(rate * len(tokens)))
    picked = rng.choice(possible, size=n, replace=False) if n else []
    return [options[i][rng.integers(len(options[i]))] if i in picked else t for i, t in enumerate(tokens)]

# %% random_insertion
def random_insertion(tokens, rate, rng, thesaurus, protected):
    out = tokens[:]
    words = [s for t in tokens for s in thesaurus.get(t, ()) if s not in protected]
    if words:
        for _ in range(round(rate * len(tokens))):
            out.insert(rng.integers(len(out) + 1), words[rng.integers(len(words))])
    return out

# %% own_operation
def own_operation(tokens, rate, rng, thesaurus, protected):
    """Filler words, as in spoken language."""
    fillers = [f for f in ("well", "actually", "honestly", "somehow", "you know") if f not in protected]
    return [w for t in tokens for w in ([t, fillers[rng.integers(len(fillers))]] if rng.random() < rate else [t])]

# %% [markdown] explain_design
# It sprinkles fillers over the text. Fillers have no sentiment, hence the label stays. "He well deserved the prize" and
# similar sentences can be turned around if the filler meets a verb. The network would learn filters that skip words in
# the window of five. Shifting the pitch a bit is harmless for speech; stretching an ECG in time could look like an illness.

# %% augment
def augment(tokens, rate, rng, thesaurus, protected, operations):
    return operations[rng.integers(len(operations))](
        tokens, rate, rng, thesaurus, protected | {"<pad>", "<start>", "<unknown>"}
    )

# %% split_and_enlarge
def split_and_enlarge(reviews, labels, validation_size, copies, rng, augment_review):
    order = rng.permutation(len(reviews))
    val, train = order[:validation_size], order[validation_size:]
    x = [version for i in train for version in [reviews[i], *(augment_review(reviews[i], rng) for _ in range(copies))]]
    y = [labels[i] for i in train for _ in range(copies + 1)]
    return x, y, [reviews[i] for i in val], [labels[i] for i in val]

# %% augmentation_gain
def augmentation_gain(results):
    acc = {(r["reviews"], r["seed"], r["augmented"]): r["accuracy"] for r in results}
    diffs = {
        n: 100 * np.array([acc[m, s, True] - acc[m, s, False] for m, s, aug in acc if m == n and aug])
        for n in {r["reviews"] for r in results}
    }
    return {n: {"gain": d.mean(), "error": d.std(ddof=1) / np.sqrt(len(d))} for n, d in diffs.items()}
