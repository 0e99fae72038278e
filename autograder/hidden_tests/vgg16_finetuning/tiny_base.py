"""A tiny base whose layers have VGG16's names, and how far its weights moved."""

import keras
import numpy as np

from autograder.questions import expect

MEANS = np.array([103.939, 116.779, 123.68], "float32")  # blue, green, red
SIDE = 16
BASE_SHAPE = (None, SIDE, SIDE, 3)

LayerWeights = dict[str, list[np.ndarray]]


def prepared(photos: np.ndarray) -> np.ndarray:
    """RGB photos as VGG16 expects them."""
    return (photos[..., ::-1].astype("float32") - MEANS).astype("float32")


def tiny_base(in_block_5: int = 3) -> keras.Model:
    """A base like VGG16's for images of 16x16 pixels: block 1 sees stripes, blocks 4 and 5 mix what it saw.

    Args:
        in_block_5: convolutions of block 5.
    """
    rng = np.random.default_rng(16)
    images = maps = keras.Input((SIDE, SIDE, 3), name="photos")
    for block, convolutions, filters in (("block1", 1, 6), ("block4", 1, 8), ("block5", in_block_5, 8)):
        for number in range(1, convolutions + 1):
            name = f"{block}_conv{number}"
            maps = keras.layers.Conv2D(filters, 3, padding="same", activation="relu", name=name)(maps)
        maps = keras.layers.MaxPooling2D(2, name=f"{block}_pool")(maps)
    base = keras.Model(images, maps, name="vgg16")
    weights = []
    for shape in [tuple(weight.shape) for weight in base.weights[2:]]:
        spread = np.sqrt(2 / np.prod(shape[:-1])) if len(shape) == 4 else 0.0
        weights.append((rng.normal(0, 1, shape) * spread).astype("float32"))
    base.set_weights([*stripe_filters(), *weights])
    return base


def stripe_filters() -> list[np.ndarray]:
    """Kernel and bias of the first layer: three filters for level and three for upright bright lines.

    Weights are positive and sum to 1 before the scale: an image has to be brighter than 60 (of the 131 that a prepared
    image can have in all channels) to be seen.
    One that was prepared twice has at most 47, one that was divided by 255 at most 1.
    """
    kernel = np.zeros((3, 3, 3, 6), "float32")
    for row in range(3):
        kernel[row, :, :, row] = 1 / 9
        kernel[:, row, :, 3 + row] = 1 / 9
    return [kernel / 20, np.full(6, -60 / 20, "float32")]


def layer_weights(model: keras.Model) -> LayerWeights:
    """The weights of each layer of a model, nested ones included, by the layer's name."""
    found: LayerWeights = {}
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            found |= layer_weights(layer)
        elif layer.weights:
            found[layer.name] = [np.asarray(weight) for weight in layer.weights]
    return found


def change(before: list[np.ndarray], after: list[np.ndarray]) -> float:
    """The largest change of a weight of a layer; infinite if it has other shapes now."""
    if [weight.shape for weight in before] != [weight.shape for weight in after]:
        return np.inf
    with np.errstate(invalid="ignore"):
        return max(float(np.nan_to_num(np.abs(a - b), nan=np.inf).max()) for a, b in zip(before, after, strict=True))


def moved(before: LayerWeights, after: LayerWeights) -> list[str]:
    """Names of the layers of `before` that have other weights in `after`; those that are missing do not count."""
    return [name for name in before if name in after and change(before[name], after[name]) > 0]


def expect_base(weights: LayerWeights, what: str) -> None:
    """Expect the layers of the tiny base among those of a model: where they are missing, none of them has moved."""
    missing = sorted(set(layer_weights(tiny_base())) - set(weights))
    expect.true(not missing, f"{what} does not contain the base's layers {', '.join(missing)}")
