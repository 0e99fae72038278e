"""The sample data instead of IMDB: film reviews from a grammar whose signal has a known length.

A review mixes neutral sentences with two kinds of opinion:
- plain ones ("the acting is brilliant"), of which only `PLAIN_AGREEMENT` agree with the label;
- linked pairs: "the plot was not by any measure good" with "the music was truly in my opinion bad" says negative,
  "not ... bad" with "truly ... good" says positive. Both reviews have the same words, the same word pairs and so on:
  only who sees all `SIGNAL_WINDOW` words from the negation to the adjective at once can tell them apart.

So a bag of words, or a convolution with a window below `SIGNAL_WINDOW`, is held to what the plain opinions tell.
Measured (Embedding 32, Conv1D 32, GlobalMaxPooling, 12 epochs, one seed), test accuracy by window: 0.75 with 1, 0.83
with 3, 0.84 with 4, 0.97 to 0.98 with 5, 7 and 11; 0.84 for a linear model of the bag of words.
"""

import collections
import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from convnets.datasets import sample_words as words

SEED = 14
TRAINING_REVIEWS = 2000
TEST_REVIEWS = 2000
SIGNAL_WINDOW = words.GAP + 2  # in words: the negation, the gap, the adjective
PLAIN_OPINIONS = (3, 6)  # lowest and highest number in a review
PLAIN_AGREEMENT = 0.75
LINKED_PAIRS = (1, 2)
LINKED_AGREEMENT = 0.97
WORDS = (20, 200)
NAMES = 20_000
RARENESS = 2.5  # exponent: the higher, the more of the names are rare

_T = TypeVar("_T")


@dataclass(frozen=True)
class Reviews:
    """Reviews as lists of words, and their labels: 0 negative, 1 positive."""

    train: list[list[str]]
    train_labels: list[int]
    test: list[list[str]]
    test_labels: list[int]


@functools.cache
def sample_reviews() -> Reviews:
    """2,000 training and 2,000 test reviews of 20 to 200 words, always the same, half of them positive."""
    rng = np.random.default_rng(SEED)
    writer = _Writer(rng)
    total = TRAINING_REVIEWS + TEST_REVIEWS
    labels = rng.permutation(np.arange(total) % 2).tolist()
    reviews = [writer.review(label) for label in labels]
    split = TRAINING_REVIEWS
    return Reviews(reviews[:split], labels[:split], reviews[split:], labels[split:])


@functools.cache
def sample_word_index() -> dict[str, int]:
    """Each word of the sample reviews with its rank: 1 is the most frequent word, like in Keras' index."""
    reviews = sample_reviews()
    counts = collections.Counter(word for review in reviews.train + reviews.test for word in review)
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    return {word: rank for rank, word in enumerate(ranked, start=1)}


class _Writer:
    """Writes reviews. Everything random comes from the one generator."""

    def __init__(self, rng: np.random.Generator):
        self._rng = rng
        self._names = self._make_names()

    def review(self, label: int) -> list[str]:
        """The words of one review with this label."""
        sentences = [self._plain_opinion(label) for _ in range(self._between(*PLAIN_OPINIONS))]
        for _ in range(self._between(*LINKED_PAIRS)):
            sentences += self._linked_pair(label)
        lowest, highest = WORDS
        length = sum(map(len, sentences))
        target = lowest + (highest - lowest) * self._rng.beta(1.2, 2.4)  # short reviews are more common than long ones
        while length < target:
            sentence = self._fill(self._pick(words.NEUTRAL))
            if length + len(sentence) > highest:
                break
            sentences.append(sentence)
            length += len(sentence)
        return [word for index in self._rng.permutation(len(sentences)) for word in sentences[index]]

    def _plain_opinion(self, label: int) -> list[str]:
        meant = self._mostly(label, PLAIN_AGREEMENT)
        return self._fill(self._pick(words.OPINIONS), adjective=self._adjective(meant))

    def _linked_pair(self, label: int) -> list[list[str]]:
        meant = self._mostly(label, LINKED_AGREEMENT)
        return [
            self._linked_opinion(words.NEGATIONS, self._adjective(1 - meant)),
            self._linked_opinion(words.AFFIRMATIONS, self._adjective(meant)),
        ]

    def _linked_opinion(self, links: tuple[str, ...], adjective: str) -> list[str]:
        return self._fill(self._pick(words.LINKED_OPINIONS), link=self._pick(links), adjective=adjective)

    def _fill(self, template: str, **given: str) -> list[str]:
        sentence: list[str] = []
        for word in template.split():
            if not word.startswith("{"):
                sentence.append(word)
                continue
            slot = word.strip("{}")
            if slot == "gap":
                sentence += self._pick(words.GAP_PHRASES)
            elif slot in given:
                sentence.append(given[slot])
            elif slot in words.NAME_SLOTS:
                sentence.append(self._names[int(len(self._names) * self._rng.random() ** RARENESS)])
            else:
                sentence.append(self._pick(words.SLOTS[slot]))
        return sentence

    def _adjective(self, label: int) -> str:
        return self._pick(words.POSITIVE if label else words.NEGATIVE)

    def _mostly(self, label: int, agreement: float) -> int:
        return label if self._rng.random() < agreement else 1 - label

    def _between(self, lowest: int, highest: int) -> int:
        return int(self._rng.integers(lowest, highest + 1))

    def _pick(self, choices: Sequence[_T]) -> _T:
        return choices[int(self._rng.integers(len(choices)))]

    def _make_names(self) -> list[str]:
        made: dict[str, None] = {}
        while len(made) < NAMES:
            made["".join(self._pick(words.SYLLABLES) for _ in range(self._between(2, 4)))] = None
        return list(made)
