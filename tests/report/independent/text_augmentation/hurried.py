"""Written from the release alone: short names, early returns, little care."""

# %% decode
def decode(reviews, word_index):
    inv = {v + 3: k for k, v in word_index.items()}
    inv[0], inv[1], inv[2] = "<pad>", "<start>", "<unknown>"
    res = []
    for r in reviews:
        res.append([inv.get(i, "<unknown>") for i in r])
    return res

# %% random_deletion
def random_deletion(tokens, rate, rng, thesaurus, protected):
    res = []
    for t in tokens:
        if t not in protected and rng.random() < rate:
            continue
        res.append(t)
    if res == [] and tokens != []:
        return [rng.choice(tokens).item()]
    return res

# %% random_swap
def random_swap(tokens, rate, rng, thesaurus, protected):
    res = tokens[:]
    n = round(rate*len(tokens))
    pos = [i for i in range(len(tokens)) if tokens[i] not in protected]
    if len(pos) < 2: return res
    for k in range(n):
        i, j = rng.choice(pos, size=2, replace=False)
        res[i], res[j] = res[j], res[i]
    return res

# %% synonym_replacement
def synonym_replacement(tokens, rate, rng, thesaurus, protected):
    res = tokens[:]
    n = round(rate*len(tokens))
    pos = []
    for i in range(len(tokens)):
        if tokens[i] not in protected and tokens[i] in thesaurus:
            if [s for s in thesaurus[tokens[i]] if s not in protected]:
                pos.append(i)
    rng.shuffle(pos)
    for i in pos[:n]:
        syn = [s for s in thesaurus[tokens[i]] if s not in protected]
        res[i] = syn[rng.integers(len(syn))]
    return res

# %% random_insertion
def random_insertion(tokens, rate, rng, thesaurus, protected):
    res = tokens[:]
    n = round(rate*len(tokens))
    syn = []
    for t in tokens:
        if t in thesaurus:
            syn += [s for s in thesaurus[t] if s not in protected]
    if not syn: return res
    for k in range(n):
        res.insert(rng.integers(len(res)+1), syn[rng.integers(len(syn))])
    return res

# %% own_operation
def own_operation(tokens, rate, rng, thesaurus, protected):
    # cut a stretch out of the text
    n = round(rate*len(tokens)/2)
    if n == 0 or len(tokens) < 3: return tokens[:]
    a = rng.integers(len(tokens)-n+1)
    res = tokens[:a] + [t for t in tokens[a:a+n] if t in protected] + tokens[a+n:]
    if not res: return tokens[:]
    return res

# %% [markdown] explain_design
# I cut a piece out. Reviews are long and say the same thing many times so the label stays. "I hated the first hour but then
# came the best ending" without the second half is wrong. The convnet takes the maximum over the text anyway so it doesn't
# care about the length. Sound: cut the beginning, ECG: don't cut the one strange beat.

# %% augment
def augment(tokens, rate, rng, thesaurus, protected, operations):
    p = protected | {"<start>", "<pad>", "<unknown>"}
    op = operations[rng.integers(len(operations))]
    return op(tokens, rate, rng, thesaurus, p)

# %% split_and_enlarge
def split_and_enlarge(reviews, labels, validation_size, copies, rng, augment_review):
    idx = rng.permutation(len(reviews))
    vr = [reviews[i] for i in idx[:validation_size]]
    vl = [labels[i] for i in idx[:validation_size]]
    tr, tl = [], []
    for i in idx[validation_size:]:
        tr.append(reviews[i])
        tl.append(labels[i])
        for k in range(copies):
            tr.append(augment_review(reviews[i], rng))
            tl.append(labels[i])
    return tr, tl, vr, vl

# %% augmentation_gain
def augmentation_gain(results):
    res = {}
    for n in set(r["reviews"] for r in results):
        d = []
        for r in results:
            for q in results:
                if r["reviews"] == q["reviews"] == n and r["seed"] == q["seed"] and r["augmented"] and not q["augmented"]:
                    d.append(100*(r["accuracy"]-q["accuracy"]))
        res[n] = {"gain": np.mean(d), "error": np.std(d, ddof=1)/np.sqrt(len(d))}
    return res
