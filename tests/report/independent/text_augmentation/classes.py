"""Written from the release alone: a class that does the work, functions that call it."""

# %% decode
class Vocabulary:
    OFFSET = 3
    SPECIAL = {0: "<pad>", 1: "<start>", 2: "<unknown>"}

    def __init__(self, word_index):
        self.words = dict(self.SPECIAL)
        for word, rank in word_index.items():
            self.words[rank + self.OFFSET] = word

    def __call__(self, review):
        return [self.words[token_id] for token_id in review]


def decode(reviews, word_index):
    vocabulary = Vocabulary(word_index)
    return [vocabulary(review) for review in reviews]

# %% random_deletion
class Text:
    """A text of which some places must not change."""

    def __init__(self, tokens, protected):
        self.tokens = list(tokens)
        self.protected = protected

    def __len__(self):
        return len(self.tokens)

    @property
    def free(self):
        return [place for place in range(len(self)) if self.tokens[place] not in self.protected]

    def amount(self, rate):
        return round(rate * len(self))


def random_deletion(tokens, rate, rng, thesaurus, protected):
    text = Text(tokens, protected)
    doomed = {place for place in text.free if rng.random() < rate}
    if len(doomed) == len(text) and doomed:
        doomed.remove(min(doomed))
    return [token for place, token in enumerate(text.tokens) if place not in doomed]

# %% random_swap
def random_swap(tokens, rate, rng, thesaurus, protected):
    text = Text(tokens, protected)
    places = text.free
    if len(places) > 1:
        for _ in range(text.amount(rate)):
            here, there = rng.choice(len(places), size=2, replace=False)
            here, there = places[here], places[there]
            text.tokens[here], text.tokens[there] = text.tokens[there], text.tokens[here]
    return text.tokens

# %% synonym_replacement
class Thesaurus:
    def __init__(self, thesaurus, protected, rng):
        self.entries = {w: [s for s in synonyms if s not in protected] for w, synonyms in thesaurus.items()}
        self.rng = rng

    def knows(self, word):
        return bool(self.entries.get(word))

    def draw(self, word):
        synonyms = self.entries[word]
        return synonyms[self.rng.integers(len(synonyms))]


def synonym_replacement(tokens, rate, rng, thesaurus, protected):
    text, book = Text(tokens, protected), Thesaurus(thesaurus, protected, rng)
    places = [place for place in text.free if book.knows(text.tokens[place])]
    for place in rng.permutation(places).astype(int)[: text.amount(rate)]:
        text.tokens[place] = book.draw(text.tokens[place])
    return text.tokens

# %% random_insertion
def random_insertion(tokens, rate, rng, thesaurus, protected):
    text, book = Text(tokens, protected), Thesaurus(thesaurus, protected, rng)
    known = [token for token in tokens if book.knows(token)]
    if known:
        for _ in range(text.amount(rate)):
            source = known[rng.integers(len(known))]
            text.tokens.insert(rng.integers(len(text) + 1), book.draw(source))
    return text.tokens

# %% own_operation
def own_operation(tokens, rate, rng, thesaurus, protected):
    """The reviewer shouts some words."""
    text = Text(tokens, protected)
    for place in text.free:
        shouted = text.tokens[place] + "!"
        if rng.random() < rate and shouted not in protected:
            text.tokens[place] = shouted
    return text.tokens

# %% [markdown] explain_design
# Exclamation marks are added to words that are not protected. Whether someone shouts does not say if they are happy. It
# fails when the mark makes irony: "sure! great! film". Such words are unknown ids for the embedding, so the convnet must
# find another word in its window. A recording can be made louder. Reversing an ECG changes what a doctor reads.

# %% augment
def augment(tokens, rate, rng, thesaurus, protected, operations):
    fixed = frozenset(Vocabulary.SPECIAL.values()) | frozenset(protected)
    (choice,) = rng.choice(len(operations), size=1)
    return operations[choice](tokens, rate, rng, thesaurus, fixed)

# %% split_and_enlarge
class Part:
    def __init__(self):
        self.reviews, self.labels = [], []

    def add(self, review, label):
        self.reviews.append(review)
        self.labels.append(label)


def split_and_enlarge(reviews, labels, validation_size, copies, rng, augment_review):
    training, validation = Part(), Part()
    held_out = set(rng.choice(len(reviews), size=validation_size, replace=False).tolist())
    for number, (review, label) in enumerate(zip(reviews, labels)):
        (validation if number in held_out else training).add(review, label)
    for review, label in list(zip(training.reviews, training.labels)):
        for _ in range(copies):
            training.add(augment_review(review, rng), label)
    return training.reviews, training.labels, validation.reviews, validation.labels

# %% augmentation_gain
def augmentation_gain(results):
    table = {}
    for row in results:
        sign = 1 if row["augmented"] else -1
        seeds = table.setdefault(row["reviews"], {})
        seeds[row["seed"]] = seeds.get(row["seed"], 0) + sign * 100 * row["accuracy"]
    answer = {}
    for reviews, seeds in table.items():
        gains = np.array(list(seeds.values()))
        answer[reviews] = dict(gain=gains.mean(), error=gains.std(ddof=1) / np.sqrt(gains.size))
    return answer
