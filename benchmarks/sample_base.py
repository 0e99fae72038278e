"""Train the filters of the sample base: `python -m benchmarks.sample_base`, a minute on one core.

A narrow network of VGG16's form learns to tell four kinds of drawn animals apart: the ears of a cat or a dog, with the
coat of a cat or a dog. None of these drawings is in the sample data. Its first layer is made by hand (edges and
colors), the rest of blocks 1 and 2 is random, and blocks 3 to 5 are trained. Its kernels are written into the file from
which `convnets.datasets.sample_vgg16` fills VGG16's base, as ImageNet's weights would.
"""

import sys
import time

import keras
import numpy as np
from keras import layers

from convnets.datasets.sample_images import sample_animals
from convnets.datasets.sample_vgg16 import FILE, MEANS, NARROW, edges_and_colors

IMAGE_SIZE, BATCH, RATE = 64, 32, 2e-3
IMAGES, EPOCHS = 4_000, 16
GIVEN = 6  # steps of NARROW that are not trained: two blocks


def block(steps: tuple, shape: tuple, momentum: float) -> keras.Sequential:
    """Convolutions and poolings; each filter is normalized before ReLU, so that kernels are all that it learns."""
    model = keras.Sequential([keras.Input(shape)])
    for filters in steps:
        if filters == "pool":
            model.add(layers.MaxPooling2D(2))
        else:
            model.add(layers.Conv2D(filters, 3, padding="same", use_bias=False, kernel_initializer="he_normal"))
            model.add(layers.BatchNormalization(center=False, scale=False, momentum=momentum))
            model.add(layers.ReLU())
    return model


def kernels(model: keras.Model) -> list[np.ndarray]:
    """The kernels; their scale means nothing, since outputs are normalized."""
    found = [layer.get_weights()[0] for layer in model.layers if isinstance(layer, layers.Conv2D)]
    return [kernel / kernel.std((0, 1, 2)) for kernel in found]


def train(epochs: int = EPOCHS, count: int = IMAGES) -> None:
    """Train the network, and write its kernels after each epoch, as float16."""
    keras.utils.set_random_seed(0)
    drawn, kinds = sample_animals(IMAGE_SIZE, np.arange(count))
    images = drawn[..., ::-1].astype("float32") - MEANS
    given = block(NARROW[:GIVEN], images.shape[1:], momentum=0.0)
    given.layers[0].set_weights([edges_and_colors()])
    given(images[:256], training=True)  # sets the means and deviations
    maps = [given.predict(each, batch_size=64, verbose=0) for each in (images, images[:, :, ::-1])]
    print(f"{count} drawings, {time.process_time():.0f} s", flush=True)

    upper = block(NARROW[GIVEN:], maps[0].shape[1:], momentum=0.9)
    head = [layers.MaxPooling2D(2), layers.GlobalAveragePooling2D(), layers.Dropout(0.3), layers.Dense(4)]
    model = keras.Sequential([upper, *head])
    schedule = keras.optimizers.schedules.CosineDecay(RATE, epochs * (count * 7 // 8 // BATCH))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(schedule), loss, metrics=["accuracy"])
    split = count * 7 // 8
    for epoch in range(epochs):
        mirrored = maps[epoch % 2][:split]  # a mirrored animal is one of the same kind
        found = model.fit(mirrored, kinds[:split], batch_size=BATCH, epochs=1, verbose=0).history["accuracy"][0]
        held_out = model.evaluate(maps[0][split:], kinds[split:], verbose=0)[1]
        print(
            f"epoch {epoch + 1}: accuracy {found:.3f}, held out {held_out:.3f}, {time.process_time():.0f} s", flush=True
        )
        found = [kernel.astype("float16") for kernel in kernels(given)[1:] + kernels(upper)]
        np.savez_compressed(FILE, *found)


if __name__ == "__main__":
    train(*map(int, sys.argv[1:]))
