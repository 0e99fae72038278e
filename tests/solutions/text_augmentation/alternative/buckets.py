"""Insertion draws a gap for each word and fills the gaps; replacement walks through a random permutation; own operation exchanges neighbors."""

# %% synonym_replacement
def synonym_replacement(tokens, rate, rng, thesaurus, protected):
    result, left = list(tokens), round(rate * len(tokens))
    for place in rng.permutation(len(tokens)).tolist():
        if left <= 0:
            break
        if tokens[place] in protected:
            continue
        synonyms = [word for word in thesaurus.get(tokens[place], []) if word not in protected]
        if synonyms:
            result[place] = synonyms[int(rng.integers(len(synonyms)))]
            left -= 1
    return result


# %% random_insertion
def random_insertion(tokens, rate, rng, thesaurus, protected):
    lenders = [
        [word for word in thesaurus[token] if word not in protected]
        for token in tokens
        if token in thesaurus and token not in protected
    ]
    lenders = [words for words in lenders if words]
    gaps = [[] for _ in range(len(tokens) + 1)]
    if lenders:
        for _ in range(round(rate * len(tokens))):
            words = lenders[rng.integers(len(lenders))]
            gaps[rng.integers(len(gaps))].append(words[rng.integers(len(words))])
    result = list(gaps[0])
    for token, gap in zip(tokens, gaps[1:]):
        result.append(token)
        result.extend(gap)
    return result


# %% own_operation
def own_operation(tokens, rate, rng, thesaurus, protected):
    """Exchange neighbors, as when somebody types too fast."""
    result = list(tokens)
    place = 0
    while place + 1 < len(result):
        free = result[place] not in protected and result[place + 1] not in protected
        if free and rng.random() < rate:
            result[place], result[place + 1] = result[place + 1], result[place]
            place += 1
        place += 1
    return result
