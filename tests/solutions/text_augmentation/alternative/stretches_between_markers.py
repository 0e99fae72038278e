"""The policy augments each stretch between protected words on its own, so that nothing has to be handed on."""

# %% augment
def augment(tokens, rate, rng, thesaurus, protected, operations):
    fixed = set(protected) | {"<pad>", "<start>", "<unknown>"}
    operation = rng.choice(operations)
    result, stretch = [], []
    for token in [*tokens, None]:
        if token is not None and token not in fixed:
            stretch.append(token)
            continue
        if stretch:
            result += operation(stretch, rate, rng, thesaurus, fixed)
            stretch = []
        if token is not None:
            result.append(token)
    return result


# %% own_operation
def own_operation(tokens, rate, rng, thesaurus, protected):
    """Contractions are written out, and now and then a word is said twice."""
    long_forms = {"don't": ["do", "not"], "isn't": ["is", "not"], "it's": ["it", "is"], "won't": ["will", "not"]}
    result = []
    for token in tokens:
        long_form = long_forms.get(token, [token, token])
        change = token not in protected and not set(long_form) & set(protected) and rng.random() < rate
        result.extend(long_form if change else [token])
    return result
