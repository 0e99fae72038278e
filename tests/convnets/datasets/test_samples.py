"""The sample data: always the same, in the formats of the real data, and good enough to learn from."""

import itertools

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression, RidgeClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from convnets import datasets
from convnets.datasets import sample_digits, sample_images, sample_reviews, sample_words


@pytest.fixture(autouse=True)
def sample_data(monkeypatch):
    monkeypatch.setenv("CONVNETS_DATA", "sample")


def test_each_loader_names_the_sample_data_as_its_source(capsys):
    loaded = datasets.mnist(), datasets.imdb(), datasets.cats_and_dogs(8, limit=1)
    assert [data.source for data in loaded] == ["sample"] * 3
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert all("stand-in" in line and line.endswith("from the sample data") for line in lines)


def test_a_loader_that_shall_be_silent_is_silent(capsys):
    datasets.mnist(verbose=False), datasets.imdb(verbose=False), datasets.cats_and_dogs(8, 1, verbose=False)
    assert capsys.readouterr().out == ""


def test_what_a_caller_changes_does_not_come_back():
    for load, name in ((datasets.mnist, "x_train"), (lambda: datasets.cats_and_dogs(8, 1), "x_train")):
        getattr(load(), name)[:] = 0
        assert getattr(load(), name).any()
    datasets.imdb().x_train[0].clear()
    assert datasets.imdb().x_train[0]
    datasets.imdb_word_index().clear()
    assert datasets.imdb_word_index()


# Digits


def test_the_scans_are_those_of_scikit_learn():
    scans, labels = sample_digits._read_scans()
    expected = load_digits()
    np.testing.assert_array_equal(scans, expected.data)
    np.testing.assert_array_equal(labels, expected.target)


def test_digits_have_the_format_of_mnist():
    data = datasets.mnist()
    for images, labels in ((data.x_train, data.y_train), (data.x_test, data.y_test)):
        assert images.shape == (len(labels), 28, 28)
        assert images.dtype == labels.dtype == np.uint8
        assert set(labels.tolist()) == set(range(10))
        assert (images.min(), images.max()) == (0, 255)


def test_no_test_digit_is_in_the_training_part(monkeypatch):
    placed = []
    monkeypatch.setattr(sample_digits, "place_in_frame", lambda scans, rng: placed.append(scans))
    sample_digits.sample_digits()
    train, test = ({scan.tobytes() for scan in scans} for scans in placed)
    assert len(train) + len(test) == len(load_digits().data), "all digits are used, and all are different"
    assert train.isdisjoint(test)


def test_digits_can_be_learned():
    data = datasets.mnist()
    part = slice(2000)
    model = RidgeClassifier(alpha=100.0).fit(data.x_train[part].reshape(-1, 784) / 255, data.y_train[part])
    assert model.score(data.x_test.reshape(-1, 784) / 255, data.y_test) > 0.80


# Reviews


def accuracy_with_pairs(distance):
    """What a linear model reaches that sees the pairs of words `distance` words apart; 0: the words themselves."""
    reviews = sample_reviews.sample_reviews()
    pairs = CountVectorizer(
        analyzer=lambda review: map(" ".join, zip(review, review[distance:], strict=False)), binary=True
    )
    model = LogisticRegression(C=0.1, solver="liblinear")
    model.fit(pairs.fit_transform(reviews.train), reviews.train_labels)
    return model.score(pairs.transform(reviews.test), reviews.test_labels)


def test_a_bag_of_words_learns_reviews_well_but_not_fully():
    assert 0.78 < accuracy_with_pairs(0) < 0.88


def test_only_a_window_that_reaches_from_link_to_adjective_sees_the_signal():
    reach = sample_reviews.SIGNAL_WINDOW - 1
    assert accuracy_with_pairs(reach) > 0.95
    assert max(accuracy_with_pairs(distance) for distance in range(1, reach)) < 0.85


def test_each_gap_is_as_long_as_documented():
    assert {len(phrase) for phrase in sample_words.GAP_PHRASES} == {sample_words.GAP}


def test_reviews_have_the_format_of_keras():
    data = datasets.imdb(num_words=1000)
    for reviews, labels in ((data.x_train, data.y_train), (data.x_test, data.y_test)):
        assert reviews.dtype == object and labels.dtype == np.int64
        assert len(reviews) == len(labels) == 2000
        assert np.bincount(labels).tolist() == pytest.approx([1000, 1000], abs=100)
        assert all(review[0] == 1 for review in reviews)
        ids = set(itertools.chain.from_iterable(review[1:] for review in reviews))
        assert 2 in ids, "rare words are unknown"
        assert min(ids) == 2 and max(ids) < 1000


def test_reviews_have_20_to_200_words():
    reviews = sample_reviews.sample_reviews()
    lowest, highest = sample_reviews.WORDS
    assert all(lowest <= len(review) <= highest for review in reviews.train + reviews.test)


def test_more_words_than_the_default_keeps_so_that_unknown_words_occur():
    assert len(datasets.imdb_word_index()) > 10_000
    assert any(2 in review for review in datasets.imdb().x_test)


def test_the_word_index_decodes_the_reviews():
    words = {rank + 3: word for word, rank in datasets.imdb_word_index().items()}
    decoded = [words[i] for i in datasets.imdb(num_words=None).x_train[0][1:]]
    assert decoded == sample_reviews.sample_reviews().train[0]


def test_the_word_index_ranks_by_frequency_from_1():
    index = datasets.imdb_word_index()
    data = datasets.imdb(num_words=None)
    ids = [i for review in (*data.x_train, *data.x_test) for i in review[1:]]
    counts = np.bincount(ids)[4:]  # the first word has the id 4
    assert sorted(index.values()) == list(range(1, len(index) + 1))
    assert (np.diff(counts) <= 0).all()


def test_no_made_up_name_is_a_word_of_the_grammar():
    templates = (*sample_words.OPINIONS, *sample_words.LINKED_OPINIONS, *sample_words.NEUTRAL)
    grammar = {word for template in templates for word in template.split()}
    grammar.update(itertools.chain.from_iterable((*sample_words.SLOTS.values(), *sample_words.GAP_PHRASES)))
    grammar.update(sample_words.POSITIVE + sample_words.NEGATIVE)
    writer = sample_reviews._Writer(np.random.default_rng(sample_reviews.SEED))
    assert grammar.isdisjoint(writer._names)


# Images


@pytest.mark.parametrize("size", [24, 33])
def test_images_have_the_asked_format(size):
    data = datasets.cats_and_dogs(size, limit=(3, 2))
    assert data.x_train.shape == (6, size, size, 3)
    assert data.x_validation.shape == (4, size, size, 3)
    assert data.x_train.dtype == data.y_train.dtype == np.uint8
    assert data.y_validation.tolist() == [0, 1, 0, 1]


def test_fewer_images_are_the_first_of_more():
    few, more = datasets.cats_and_dogs(16, limit=3), datasets.cats_and_dogs(16, limit=7)
    np.testing.assert_array_equal(few.x_train, more.x_train[:6])
    np.testing.assert_array_equal(few.x_validation, more.x_validation[:6])


def test_no_image_is_drawn_twice():
    data = datasets.cats_and_dogs(16, limit=50)
    images = [image.tobytes() for image in (*data.x_train, *data.x_validation)]
    assert len(set(images)) == len(images)


def edges_by_place(images):
    """Mean strength of vertical and horizontal edges in each field of a 4x4 grid: (n, 32)."""
    grey = images.astype("float32").mean(-1)[:, :48, :48]
    fields = []
    for axis in (1, 2):
        edges = np.abs(np.diff(grey, axis=axis, append=0))
        fields.append(edges.reshape(len(images), 4, 12, 4, 12).mean((2, 4)).reshape(len(images), -1))
    return np.concatenate(fields, axis=1)


def test_images_can_be_learned_from_edges_but_hardly_from_pixels():
    data = datasets.cats_and_dogs(48, limit=(400, 200))

    def accuracy(features):
        model = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=200))
        model.fit(features(data.x_train), data.y_train)
        return model.score(features(data.x_validation), data.y_validation)

    assert accuracy(edges_by_place) > 0.80
    assert accuracy(lambda images: images.reshape(len(images), -1)) < 0.70


def test_a_limit_above_the_number_of_images_gives_all(monkeypatch):
    monkeypatch.setattr(sample_images, "TRAINING_PER_CLASS", 4)
    monkeypatch.setattr(sample_images, "VALIDATION_PER_CLASS", 2)
    data = datasets.cats_and_dogs(8, limit=100)
    assert (len(data.x_train), len(data.x_validation)) == (8, 4)
