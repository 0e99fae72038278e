"""EDA as in the paper: all places of a drawn word are replaced, and inserted words can lie side by side."""

# %% random_deletion
def random_deletion(tokens, rate, rng, thesaurus, protected):
    if len(tokens) < 2:
        return list(tokens)
    numbers = rng.random(len(tokens))
    left = [token for token, number in zip(tokens, numbers) if number >= rate or token in protected]
    return left if left else [tokens[int(numbers.argmax())]]


# %% synonym_replacement
def synonym_replacement(tokens, rate, rng, thesaurus, protected):
    result = list(tokens)
    candidates = sorted({token for token in tokens if token not in protected and token in thesaurus})
    rng.shuffle(candidates)
    left = round(rate * len(tokens))
    for candidate in candidates:
        if left <= 0:
            break
        options = [word for word in thesaurus[candidate] if word not in protected]
        if options:
            new = options[int(rng.integers(len(options)))]
            result = [new if token == candidate else token for token in result]
            left -= 1
    return result


# %% random_insertion
def random_insertion(tokens, rate, rng, thesaurus, protected):
    result = list(tokens)
    known = [t for t in tokens if t not in protected and set(thesaurus.get(t, [])) - set(protected)]
    if known:
        for _ in range(round(rate * len(tokens))):
            options = sorted(set(thesaurus[str(rng.choice(known))]) - set(protected))
            result.insert(int(rng.integers(0, len(result))), options[int(rng.integers(len(options)))])
    return result
