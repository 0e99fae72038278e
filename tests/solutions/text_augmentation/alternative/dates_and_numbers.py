"""The own operation changes numbers and puts a comma-free aside at a random place; a permutation for the split with np.isin."""

# %% own_operation
def own_operation(tokens, rate, rng, thesaurus, protected):
    """Put asides of two words into the text, and round numbers to "some" if that is allowed."""
    asides = [("by", "way"), ("so", "far"), ("in", "fact"), ("this", "evening"), ("on", "tv")]
    asides = [aside for aside in asides if not protected.intersection(aside)]
    result = []
    for token in tokens:
        if token.isdigit() and not {token, "some"} & protected and rng.random() < rate:
            result.append("some")
        else:
            result.append(token)
        if asides and rng.random() < rate / 2:
            result.extend(asides[int(rng.integers(len(asides)))])
    return result


# %% split_and_enlarge
import numpy as np


def split_and_enlarge(reviews, labels, validation_size, copies, rng, augment_review):
    everything = np.arange(len(reviews))
    chosen = rng.permutation(everything)[-validation_size:]
    rest = everything[~np.isin(everything, chosen)].tolist()
    chosen = sorted(chosen.tolist())
    versions = {
        i: [reviews[i]] + [augment_review(list(reviews[i]), rng) for _ in range(copies)]
        for i in rest
    }
    training_reviews = [version for i in rest for version in versions[i]]
    training_labels = [labels[i] for i in rest for _ in versions[i]]
    return (
        training_reviews,
        training_labels,
        list(map(reviews.__getitem__, chosen)),
        list(map(labels.__getitem__, chosen)),
    )


# %% synonym_replacement
def synonym_replacement(tokens, rate, rng, thesaurus, protected):
    allowed = {
        word: [s for s in synonyms if s not in protected]
        for word, synonyms in thesaurus.items()
        if word not in protected
    }
    candidates = [i for i in range(len(tokens)) if allowed.get(tokens[i])]
    rng.shuffle(candidates)
    new = {i: rng.choice(len(allowed[tokens[i]])) for i in candidates[: round(rate * len(tokens))]}
    return [allowed[t][new[i]] if i in new else t for i, t in enumerate(tokens)]
