"""Written from the release alone: plain Python, step by step."""

# %% decode
def decode(reviews, word_index):
    # invert the dictionary once
    id_to_word = {}
    for word in word_index:
        id_to_word[word_index[word] + 3] = word
    id_to_word[0] = "<pad>"
    id_to_word[1] = "<start>"
    id_to_word[2] = "<unknown>"
    result = []
    for review in reviews:
        words = []
        for number in review:
            words.append(id_to_word[number])
        result.append(words)
    return result

# %% random_deletion
def random_deletion(tokens, rate, rng, thesaurus, protected):
    if len(tokens) == 0:
        return []
    result = []
    for token in tokens:
        if token in protected:
            result.append(token)
        elif rng.random() >= rate:
            result.append(token)
    if len(result) == 0:
        position = rng.integers(len(tokens))
        result.append(tokens[position])
    return result

# %% random_swap
def random_swap(tokens, rate, rng, thesaurus, protected):
    result = list(tokens)
    positions = []
    for i in range(len(tokens)):
        if tokens[i] not in protected:
            positions.append(i)
    if len(positions) < 2:
        return result
    number_of_swaps = round(rate * len(tokens))
    for _ in range(number_of_swaps):
        a, b = rng.choice(positions, size=2, replace=False)
        temp = result[a]
        result[a] = result[b]
        result[b] = temp
    return result

# %% synonym_replacement
def synonym_replacement(tokens, rate, rng, thesaurus, protected):
    result = list(tokens)
    candidates = []
    for i in range(len(tokens)):
        if tokens[i] in protected:
            continue
        allowed = []
        for synonym in thesaurus.get(tokens[i], []):
            if synonym not in protected:
                allowed.append(synonym)
        if len(allowed) > 0:
            candidates.append((i, allowed))
    count = min(round(rate * len(tokens)), len(candidates))
    chosen = rng.permutation(len(candidates))[:count]
    for c in chosen:
        position, allowed = candidates[c]
        result[position] = allowed[rng.integers(len(allowed))]
    return result

# %% random_insertion
def random_insertion(tokens, rate, rng, thesaurus, protected):
    result = list(tokens)
    synonyms = []
    for token in tokens:
        for synonym in thesaurus.get(token, []):
            if synonym not in protected:
                synonyms.append(synonym)
    if len(synonyms) == 0:
        return result
    for _ in range(round(rate * len(tokens))):
        new_word = synonyms[rng.integers(len(synonyms))]
        place = rng.integers(len(result) + 1)
        result.insert(place, new_word)
    return result

# %% own_operation
def own_operation(tokens, rate, rng, thesaurus, protected):
    # people stutter when they are excited: repeat words
    result = []
    for token in tokens:
        result.append(token)
        if token not in protected and rng.random() < rate:
            result.append(token)
    return result

# %% [markdown] explain_design
# My operation repeats words, as people do who write in a hurry. The opinion words are protected and so they are not
# repeated, and a repeated noun does not change whether somebody liked the film. For "it was so so" it would not keep the
# label if "so" occurred only once. The convnet learns to ignore that the same word stands twice in a window of five. For a
# recording one can add a little noise, but playing it backwards may change it.

# %% augment
def augment(tokens, rate, rng, thesaurus, protected, operations):
    markers = {"<pad>", "<start>", "<unknown>"}
    keep = set(protected)
    for marker in markers:
        keep.add(marker)
    number = rng.integers(len(operations))
    operation = operations[number]
    return operation(tokens, rate, rng, thesaurus, keep)

# %% split_and_enlarge
def split_and_enlarge(reviews, labels, validation_size, copies, rng, augment_review):
    order = rng.permutation(len(reviews))
    validation_reviews = []
    validation_labels = []
    training_reviews = []
    training_labels = []
    for place, number in enumerate(order):
        if place < validation_size:
            validation_reviews.append(reviews[number])
            validation_labels.append(labels[number])
        else:
            training_reviews.append(reviews[number])
            training_labels.append(labels[number])
            for _ in range(copies):
                training_reviews.append(augment_review(reviews[number], rng))
                training_labels.append(labels[number])
    return training_reviews, training_labels, validation_reviews, validation_labels

# %% augmentation_gain
def augmentation_gain(results):
    sizes = set()
    for result in results:
        sizes.add(result["reviews"])
    answer = {}
    for size in sizes:
        without = {}
        with_augmentation = {}
        for result in results:
            if result["reviews"] == size:
                if result["augmented"]:
                    with_augmentation[result["seed"]] = result["accuracy"]
                else:
                    without[result["seed"]] = result["accuracy"]
        differences = []
        for seed in without:
            differences.append(100 * (with_augmentation[seed] - without[seed]))
        n = len(differences)
        mean = sum(differences) / n
        variance = sum((d - mean) ** 2 for d in differences) / (n - 1)
        answer[size] = {"gain": mean, "error": (variance / n) ** 0.5}
    return answer
