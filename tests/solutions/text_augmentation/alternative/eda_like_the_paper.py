"""EDA as in the paper, except that a word is replaced in one place; inserted words can lie side by side."""

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
    places = [place for place, token in enumerate(tokens) if token not in protected and token in thesaurus]
    rng.shuffle(places)
    left = round(rate * len(tokens))
    for place in places:
        if left <= 0:
            break
        options = [word for word in thesaurus[tokens[place]] if word not in protected]
        if options:
            result[place] = options[int(rng.integers(len(options)))]
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
