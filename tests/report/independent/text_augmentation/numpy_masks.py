"""Written from the release alone: arrays and masks."""

# %% decode
def decode(reviews, word_index):
    vocabulary = np.full(max(word_index.values()) + 4, "<unknown>", dtype=object)
    vocabulary[:2] = ["<pad>", "<start>"]
    for word, rank in word_index.items():
        vocabulary[rank + 3] = word
    return [vocabulary[np.array(review, dtype=int)].tolist() for review in reviews]

# %% random_deletion
def random_deletion(tokens, rate, rng, thesaurus, protected):
    if not tokens:
        return []
    is_protected = np.array([token in protected for token in tokens])
    survives = is_protected | (rng.random(len(tokens)) >= rate)
    if not survives.any():
        survives[rng.integers(len(tokens))] = True
    return [tokens[i] for i in np.flatnonzero(survives)]

# %% random_swap
def random_swap(tokens, rate, rng, thesaurus, protected):
    arr = np.array(tokens, dtype=object)
    idx = np.flatnonzero([token not in protected for token in tokens])
    n_swaps = int(round(rate * len(tokens)))
    if idx.size < 2:
        return list(tokens)
    for swap in range(n_swaps):
        pair = rng.choice(idx, 2, replace=False)
        arr[pair] = arr[pair[::-1]]
    return arr.tolist()

# %% synonym_replacement
def allowed_synonyms(token, thesaurus, protected):
    return sorted(set(thesaurus.get(token, [])) - set(protected))


def synonym_replacement(tokens, rate, rng, thesaurus, protected):
    replaceable = np.array(
        [token not in protected and bool(allowed_synonyms(token, thesaurus, protected)) for token in tokens], dtype=bool
    )
    idx = np.flatnonzero(replaceable)
    rng.shuffle(idx)
    new = list(tokens)
    for i in idx[: round(rate * len(tokens))]:
        synonyms = allowed_synonyms(tokens[i], thesaurus, protected)
        new[i] = synonyms[int(rng.integers(0, len(synonyms)))]
    return new

# %% random_insertion
def random_insertion(tokens, rate, rng, thesaurus, protected):
    pool = []
    for token in tokens:
        pool.extend(allowed_synonyms(token, thesaurus, protected))
    n = round(rate * len(tokens)) if pool else 0
    which = rng.integers(0, len(pool), size=n) if n else []
    new = list(tokens)
    for k in which:
        where = int(rng.integers(0, len(new) + 1))
        new = new[:where] + [pool[k]] + new[where:]
    return new

# %% own_operation
def own_operation(tokens, rate, rng, thesaurus, protected):
    # two letters inside of a word change places: a typing error
    new = list(tokens)
    mask = rng.random(len(tokens)) < rate
    for i in np.flatnonzero(mask):
        word = tokens[i]
        if word in protected or len(word) < 4:
            continue
        p = int(rng.integers(1, len(word) - 2))
        typo = word[:p] + word[p + 1] + word[p] + word[p + 2:]
        if typo not in protected:
            new[i] = typo
    return new

# %% [markdown] explain_design
# I simulate typos: neighbouring letters trade places. Humans read across that without a problem, and a review does not
# become positive by a typo. Example where it fails: "marital arts" from "martial arts" would be a different film. For the
# convnet a typo is an unknown word, so its windows of five have to work with a gap, and the maximum must find the evidence
# somewhere else. In audio a change of volume keeps the label, in an ECG leaving out beats does not.

# %% augment
def augment(tokens, rate, rng, thesaurus, protected, operations):
    safe = set(protected).union(["<pad>", "<start>", "<unknown>"])
    k = int(rng.integers(0, len(operations)))
    return operations[k](list(tokens), rate, rng, thesaurus, safe)

# %% split_and_enlarge
def split_and_enlarge(reviews, labels, validation_size, copies, rng, augment_review):
    n = len(reviews)
    is_val = np.zeros(n, dtype=bool)
    is_val[rng.choice(n, validation_size, replace=False)] = True
    val_idx = np.flatnonzero(is_val)
    train_idx = np.flatnonzero(~is_val)
    x_val = [reviews[i] for i in val_idx]
    y_val = [labels[i] for i in val_idx]
    x_train = [reviews[i] for i in train_idx]
    y_train = [labels[i] for i in train_idx]
    for i in np.repeat(train_idx, copies):
        x_train.append(augment_review(reviews[i], rng))
        y_train.append(labels[i])
    return x_train, y_train, x_val, y_val

# %% augmentation_gain
def augmentation_gain(results):
    out = {}
    for n in np.unique([r["reviews"] for r in results]):
        rows = [r for r in results if r["reviews"] == n]
        a = sorted((r["seed"], r["accuracy"]) for r in rows if r["augmented"])
        b = sorted((r["seed"], r["accuracy"]) for r in rows if not r["augmented"])
        d = 100 * (np.array(a)[:, 1] - np.array(b)[:, 1])
        out[int(n)] = {"gain": float(np.mean(d)), "error": float(np.std(d, ddof=1) / len(d) ** 0.5)}
    return out
