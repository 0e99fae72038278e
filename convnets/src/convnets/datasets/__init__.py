"""The data of the exercises.

    from convnets import datasets
    data = datasets.mnist()      # prints where it comes from
    data.x_train, data.y_train, data.x_test, data.y_test, data.source

Each loader takes its data from the first of three sources that is there: the folder in the environment variable
`CONVNETS_DATA`, Keras (a download, once), or the sample data of this package. `CONVNETS_DATA=sample` chooses the last.
Importing this is cheap: Keras, TensorFlow and scikit-learn are imported by the loaders that need them.
"""

from convnets.datasets.dataset import Dataset, PhotoDataset
from convnets.datasets.digits import mnist
from convnets.datasets.photos import cats_and_dogs
from convnets.datasets.reviews import imdb, imdb_word_index
from convnets.datasets.sources import DatasetError, source
from convnets.datasets.vgg16 import vgg16_base

__all__ = [
    "Dataset",
    "DatasetError",
    "PhotoDataset",
    "cats_and_dogs",
    "imdb",
    "imdb_word_index",
    "mnist",
    "source",
    "vgg16_base",
]
