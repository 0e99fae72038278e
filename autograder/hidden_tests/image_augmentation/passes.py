"""What one pass over a dataset of the student's gives: numbered images, their labels and batches."""

from typing import Any

import keras
import numpy as np

from autograder.hidden_tests.answers import parts
from autograder.questions import expect
from autograder.questions.student_work import StudentWork

TRAINING, VALIDATION, BATCH = 22, 9, 8
PASSES = (
    "([[tuple(batch) for _, batch in zip(range(24), data)] "
    "for data in make_datasets(x_train, y_train, x_validation, y_validation, augmentation, batch_size=8) "
    "for _ in range(2)], [x_train, y_train, x_validation, y_validation])"
)


def numbered(numbers: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """6x6 images: all of the red is 250, all of the blue says which image it is, the green is a pattern."""
    images = np.full((len(numbers), 6, 6, 3), 250, "uint8")
    images[..., 1] = rng.integers(0, 251, (len(numbers), 6, 6))  # no pixel is white
    images[..., 2] = (5 * numbers + 5).reshape(-1, 1, 1)
    return images


class Given:
    """The images that `make_datasets` gets; the training images have the numbers 0 to 21, the others 22 to 30."""

    def __init__(self):
        rng = np.random.default_rng(5)
        self.images = numbered(np.arange(TRAINING + VALIDATION), rng)
        self.labels = rng.permutation(TRAINING + VALIDATION).astype("int32")

    @property
    def arrays(self) -> dict[str, np.ndarray]:
        """The first four arguments."""
        return {
            "x_train": self.images[:TRAINING],
            "y_train": self.labels[:TRAINING],
            "x_validation": self.images[TRAINING:],
            "y_validation": self.labels[TRAINING:],
        }

    def ask(self, submission: StudentWork, augmentation: keras.Model | None) -> dict[str, list["Pass"]]:
        """Two passes over each dataset, or a reason if they are not datasets."""
        return self._ask(submission, augmentation)[0]

    def changed(self, submission: StudentWork, augmentation: keras.Model | None) -> list[str]:
        """Names of the arrays that are others after these passes, or a reason if they are not datasets."""
        _, after = self._ask(submission, augmentation)
        return [name for name, given in self.arrays.items() if not np.array_equal(given, after[name])]

    def _ask(
        self, submission: StudentWork, augmentation: keras.Model | None
    ) -> tuple[dict[str, list["Pass"]], dict[str, Any]]:
        """The passes, and the arrays after them."""
        what = "make_datasets(...): two passes over both datasets"
        answer = submission.evaluate(PASSES, what=what, augmentation=augmentation, **self.arrays)
        passes, after = parts(answer, 2, what)
        passes = parts(passes, 4, what)
        named = {
            "training": [Pass(each, "training") for each in passes[:2]],
            "validation": [Pass(each, "validation") for each in passes[2:]],
        }
        kept = parts(after, 4, "make_datasets(...): its arguments")
        return named, dict(zip(self.arrays, kept, strict=True))


class Pass:
    """One pass over a dataset: all images, their labels, and the number that each image carries.

    Attributes:
        images: (n, 6, 6, 3), as they came.
        labels: (n,).
        label_shapes, types: for each batch the shape of its labels, and the dtype of its images.
        label_types: dtypes of the labels.
        numbers: (n,), the same whatever the images were divided by.
        plain: the images divided by their red, so that the scale does not matter: 0 to about 1.
        sizes: images in each batch.
    """

    def __init__(self, batches: Any, name: str):
        what = f"{name}: one pass"
        is_list = isinstance(batches, list | tuple) and len(batches) > 0
        expect.true(is_list, f"{what}: it gave no batch. Likely cause: a generator, which can be passed once")
        pairs = [parts(batch, 2, f"{what}, a batch (images, labels)") for batch in batches]
        images = [expect.array(pair[0], f"{what}: images", shape=(None, 6, 6, 3)) for pair in pairs]
        self.images = np.concatenate(images).astype("float64")
        self.types = [each.dtype.name for each in images]
        labels = [expect.array(pair[1], f"{what}: labels") for pair in pairs]
        self.label_shapes = [each.shape for each in labels]
        self.label_types = {each.dtype for each in labels}
        self.labels = np.concatenate([each.reshape(-1) for each in labels])
        count = len(self.images)
        expect.true(count > 0, f"{what}: it has no images")
        expect.true(len(self.labels) == count, f"{what}: {count} images and {len(self.labels)} labels")
        self.sizes = [len(each) for each in images]
        red = np.median(self.images[..., 0], axis=(1, 2))
        expect.true(
            (red > 0).all(), f"{what}: images have lost their colours, or are no longer in order of the channels"
        )
        self.plain = self.images / red.reshape(-1, 1, 1, 1)
        self.numbers = np.rint(np.median(self.plain[..., 2], axis=(1, 2)) * 50 - 1).astype(int)

    def by_number(self, values: np.ndarray) -> dict[int, np.ndarray]:
        """Values of the images by the number of the image."""
        return dict(zip(self.numbers.tolist(), values, strict=True))
