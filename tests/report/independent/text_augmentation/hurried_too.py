"""Written from the release alone: as short and obvious as `hurried`, by somebody else."""

# %% decode
def decode(reviews, word_index):
    words = {index + 3: word for word, index in word_index.items()}
    words[0] = "<pad>"
    words[1] = "<start>"
    words[2] = "<unknown>"
    return [[words[i] for i in review] for review in reviews]

# %% random_deletion
def random_deletion(tokens, rate, rng, thesaurus, protected):
    new_tokens = []
    for token in tokens:
        if token in protected or rng.random() > rate:
            new_tokens.append(token)
    if len(new_tokens) == 0 and len(tokens) > 0:
        new_tokens = [tokens[0]]
    return new_tokens

# %% random_swap
def random_swap(tokens, rate, rng, thesaurus, protected):
    new_tokens = list(tokens)
    places = [i for i, token in enumerate(new_tokens) if token not in protected]
    if len(places) < 2:
        return new_tokens
    for _ in range(round(rate * len(tokens))):
        first, second = rng.choice(places, size=2, replace=False)
        new_tokens[first], new_tokens[second] = new_tokens[second], new_tokens[first]
    return new_tokens

# %% synonym_replacement
def synonym_replacement(tokens, rate, rng, thesaurus, protected):
    new_tokens = list(tokens)
    places = []
    synonyms = {}
    for i, token in enumerate(tokens):
        if token in protected:
            continue
        options = [s for s in thesaurus.get(token, []) if s not in protected]
        if options:
            places.append(i)
            synonyms[i] = options
    count = min(round(rate * len(tokens)), len(places))
    if count == 0:
        return new_tokens
    for i in rng.choice(places, size=count, replace=False):
        new_tokens[i] = synonyms[i][rng.integers(len(synonyms[i]))]
    return new_tokens

# %% random_insertion
def random_insertion(tokens, rate, rng, thesaurus, protected):
    new_tokens = list(tokens)
    options = []
    for token in tokens:
        options += [s for s in thesaurus.get(token, []) if s not in protected]
    if not options:
        return new_tokens
    for _ in range(round(rate * len(tokens))):
        word = options[rng.integers(len(options))]
        position = rng.integers(len(new_tokens) + 1)
        new_tokens.insert(position, word)
    return new_tokens

# %% own_operation
def own_operation(tokens, rate, rng, thesaurus, protected):
    contractions = {"it's": ["it", "is"], "i'm": ["i", "am"], "they're": ["they", "are"], "i've": ["i", "have"]}
    numbers = {"1": "one", "2": "two", "3": "three", "10": "ten", "1998": "nineteen-ninety-eight"}
    new_tokens = []
    for token in tokens:
        if token in protected or rng.random() > rate:
            new_tokens.append(token)
        elif token in contractions and not set(contractions[token]) & protected:
            new_tokens.extend(contractions[token])
        elif token in numbers and numbers[token] not in protected:
            new_tokens.append(numbers[token])
        else:
            new_tokens.append(token)
    return new_tokens if rate > 0 else list(tokens)

# %% [markdown] explain_design
# The operation writes contractions and numbers out. Both ways of writing mean the same, so the label is kept. A sentence
# like "rated 10 of 10" can become "rated ten of 10", which is still positive, but "a 1 star film" may lose its meaning if
# the word one is used as a pronoun elsewhere. The convnet would treat both spellings alike. For a recording, background
# noise is fine and cutting is not.

# %% augment
def augment(tokens, rate, rng, thesaurus, protected, operations):
    all_protected = set(protected) | {"<pad>", "<start>", "<unknown>"}
    operation = operations[rng.integers(len(operations))]
    return list(operation(tokens, rate, rng, thesaurus, all_protected))

# %% split_and_enlarge
def split_and_enlarge(reviews, labels, validation_size, copies, rng, augment_review):
    indices = rng.permutation(len(reviews))
    validation_indices = indices[:validation_size]
    training_indices = indices[validation_size:]
    training_reviews, training_labels = [], []
    for i in training_indices:
        training_reviews.append(reviews[i])
        training_labels.append(labels[i])
        for _ in range(copies):
            training_reviews.append(augment_review(reviews[i], rng))
            training_labels.append(labels[i])
    validation_reviews = [reviews[i] for i in validation_indices]
    validation_labels = [labels[i] for i in validation_indices]
    return training_reviews, training_labels, validation_reviews, validation_labels

# %% augmentation_gain
def augmentation_gain(results):
    gains = {}
    for result in results:
        if result["augmented"]:
            for other in results:
                if (
                    not other["augmented"]
                    and other["seed"] == result["seed"]
                    and other["reviews"] == result["reviews"]
                ):
                    difference = (result["accuracy"] - other["accuracy"]) * 100
                    gains.setdefault(result["reviews"], []).append(difference)
    return {
        reviews: {"gain": np.mean(values), "error": np.std(values, ddof=1) / np.sqrt(len(values))}
        for reviews, values in gains.items()
    }
