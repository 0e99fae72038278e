"""The sample data instead of the cats and dogs: drawn heads of two kinds.

A cat has pointed ears and stripes in its coat, a dog has hanging ears and spots; the coat is often too faint to tell.
All else is random and the same in both classes: position, size, tilt, colours, light, noise, and a background with
triangles and ellipses like the ears. Mirrored, shifted, turned or scaled, a cat stays a cat: augmentation is as right
here as it is with photos. Measured with three convolutions at 48x48 pixels, 400 training images and three seeds: 0.80
to 0.85 without augmentation (and 1.00 on the training images), 0.89 to 0.90 with it.
"""

import functools

import numpy as np

SEED = 14
CAT, DOG = 0, 1
TRAINING_PER_CLASS = 1000
VALIDATION_PER_CLASS = 500
BATCH = 8  # images drawn at once: fits the processor's cache
DISTRACTORS = 2
OTHER_IMAGES = 2  # 0 and 1 are training and validation

# What is drawn at random for each image, evenly between two bounds. Lengths: the frame reaches from -1 to 1.
RANGES = {
    "x": (-0.3, 0.3),
    "y": (-0.2, 0.3),
    "size": (0.42, 0.6),
    "tilt": (-0.7, 0.7),  # radians
    "width": (0.85, 1.15),
    "ear_size": (0.9, 1.3),
    "ear_angle": (-0.25, 0.25),
    "ear_shade": (0.4, 0.8),
    "eye_distance": (0.3, 0.45),
    "wave_angle": (0.0, np.pi),
    "wave_length": (0.6, 1.6),
    "wave_strength": (0.0, 20.0),  # in the 0..255 of the colours, as are the next two
    "coat_strength": (0.0, 40.0),
    "noise": (0.0, 12.0),
    "coat_angle": (-0.5, 0.5),
    "coat_length": (0.35, 0.6),  # the size of the head as unit
    **{f"head_{channel}": (100.0, 190.0) for channel in "rgb"},
    **{f"ground_{channel}": (40.0, 215.0) for channel in "rgb"},
    **{f"shape_{i}_{axis}": (-1.0, 1.0) for i in range(DISTRACTORS) for axis in "xy"},
    **{f"shape_{i}_size": (0.2, 0.5) for i in range(DISTRACTORS)},
    **{f"shape_{i}_angle": (0.0, np.pi) for i in range(DISTRACTORS)},
    **{f"shape_{i}_{channel}": (30.0, 225.0) for i in range(DISTRACTORS) for channel in "rgb"},
}

Scenes = dict[str, np.ndarray]


def sample_images(
    image_size: int, per_class: tuple[int, int] = (TRAINING_PER_CLASS, VALIDATION_PER_CLASS)
) -> dict[str, np.ndarray]:
    """Draw the images, always the same ones; fewer of them are the first of them.

    Args:
        image_size: height and width in pixels.
        per_class: how many cats, and as many dogs, for training and for validation.

    Returns:
        `x_train`, `x_validation`: (2 * number, image_size, image_size, 3) uint8, cat and dog in turn;
        `y_train`, `y_validation`: (2 * number,) uint8, 0 cat, 1 dog.
    """
    images: dict[str, np.ndarray] = {}
    for split, (name, number) in enumerate(zip(("train", "validation"), per_class, strict=True)):
        labels = np.tile(np.array([CAT, DOG], "uint8"), number)
        drawn = np.empty((len(labels), image_size, image_size, 3), "uint8")
        for start in range(0, len(labels), BATCH):
            batch = np.arange(start, min(start + BATCH, len(labels)))
            drawn[batch] = _draw(split, batch, labels[batch], image_size)
        images |= {f"x_{name}": drawn, f"y_{name}": labels}
    return images


def sample_animals(image_size: int, indices: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Draw images of four kinds, none of them among those of `sample_images`: for training a base.

    Returns:
        Images (n, image_size, image_size, 3) uint8, and kinds (n,) from 0 to 3: a cat's ears and coat, a cat's ears and
        a dog's coat, a dog's ears and a cat's coat, a dog's ears and coat.
    """
    kinds = indices % 4
    drawn = [
        _draw(OTHER_IMAGES, part, part % 4 // 2, image_size, part % 2)
        for part in np.array_split(indices, max(1, len(indices) // BATCH))
    ]
    return np.concatenate(drawn), kinds


def _draw(
    split: int, indices: np.ndarray, labels: np.ndarray, image_size: int, coats: np.ndarray | None = None
) -> np.ndarray:
    """Draw one batch: the background, the ears, the head, and noise over all of it."""
    # One generator an image, so that an image does not depend on how many are asked for.
    generators = [np.random.default_rng((SEED, split, index)) for index in indices]
    low, high = np.array(list(RANGES.values()), "float32").T
    drawn = low + (high - low) * np.stack([rng.random(len(RANGES), "float32") for rng in generators])
    scenes = {name: column[:, None, None] for name, column in zip(RANGES, drawn.T, strict=True)}
    paint = functools.partial(_paint, edge=2.0 / image_size)

    axis = (np.arange(image_size, dtype="float32") + 0.5) * 2 / image_size - 1
    x, y = axis[None, None, :], axis[None, :, None]
    images = np.repeat(_colour(scenes, "ground"), image_size, axis=1)
    images = np.repeat(images, image_size, axis=2)
    for i in range(DISTRACTORS):
        across, down = _turned(x, y, scenes, f"shape_{i}_")
        shape = _triangle(across, down) if i % 2 else _ellipse(across, down, 0.45, 1.0)
        paint(images, shape * scenes[f"shape_{i}_size"], _colour(scenes, f"shape_{i}"))

    across, down = _turned(x, y, {**scenes, "angle": scenes["tilt"]})
    across = np.abs(across / scenes["width"])  # both halves of a head are alike
    size, head = scenes["size"], _colour(scenes, "head")
    paint(images, _ears(across, down, scenes, labels) * size, head * scenes["ear_shade"][..., None])
    coat = scenes["coat_strength"] * _coat(across, down, scenes, labels if coats is None else coats)
    paint(images, _ellipse(across, down, 1.0, 0.9) * size, head + coat[..., None])
    paint(images, _ellipse(across - scenes["eye_distance"], down + 0.2, 0.12, 0.16) * size, 255.0 - head)
    paint(images, _ellipse(across, down - 0.3, 0.18, 0.12) * size, 0.4 * head)

    along = x * np.cos(scenes["wave_angle"]) + y * np.sin(scenes["wave_angle"])
    light = scenes["wave_strength"] * np.sin(2 * np.pi * along / scenes["wave_length"])
    noise = np.stack([rng.standard_normal((image_size, image_size, 3), "float32") for rng in generators])
    images += light[..., None] + scenes["noise"][..., None] * noise
    return np.clip(images, 0, 255).astype("uint8")


def _ears(across: np.ndarray, down: np.ndarray, scenes: Scenes, labels: np.ndarray) -> np.ndarray:
    """Outside-distance to the ears: a triangle on top of the head (cat), an ellipse at its side (dog)."""
    ears = np.empty(across.shape, "float32")
    for label, (x, y, angle) in {CAT: (0.62, -0.8, -0.45), DOG: (0.95, 0.15, 0.2)}.items():
        chosen = labels == label
        here = {name: scenes[name][chosen] for name in ("ear_angle", "ear_size")}
        ear = {"x": x, "y": y, "angle": angle + here["ear_angle"], "size": 0.55 * here["ear_size"]}
        turned = _turned(across[chosen], down[chosen], ear)
        shape = _triangle(*turned) if label == CAT else _ellipse(*turned, 0.45, 1.0)
        ears[chosen] = shape * ear["size"]
    return ears


def _coat(across: np.ndarray, down: np.ndarray, scenes: Scenes, labels: np.ndarray) -> np.ndarray:
    """Light and dark in the coat, from -1 to 1: stripes (cat) or spots (dog)."""
    frequency, angle = 2 * np.pi / scenes["coat_length"], scenes["coat_angle"]
    along = np.sin(frequency * (down * np.cos(angle) + across * np.sin(angle)))
    aside = np.sin(frequency * (across * np.cos(angle) - down * np.sin(angle)))
    return np.where((labels == CAT)[:, None, None], along, along * aside)


def _turned(x: np.ndarray, y: np.ndarray, place: Scenes, prefix: str = "") -> tuple[np.ndarray, np.ndarray]:
    """Coordinates as seen from an object: from its middle, in its direction, its size as unit."""
    x, y = x - place[f"{prefix}x"], y - place[f"{prefix}y"]
    cos, sin = (function(place[f"{prefix}angle"]) / place[f"{prefix}size"] for function in (np.cos, np.sin))
    return x * cos + y * sin, y * cos - x * sin


def _ellipse(x: np.ndarray, y: np.ndarray, width: float, height: float) -> np.ndarray:
    """About the distance from the ellipse with these half axes, negative inside."""
    return (np.sqrt((x / width) ** 2 + (y / height) ** 2) - 1) * min(width, height)


def _triangle(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Distance from a triangle that points up, from -1 to 1 in height and from -0.75 to 0.75 in width."""
    return np.maximum(y - 1, 0.936 * np.abs(x) - 0.351 * (y + 1))


def _colour(scenes: Scenes, part: str) -> np.ndarray:
    return np.stack([scenes[f"{part}_{channel}"] for channel in "rgb"], axis=-1)


def _paint(images: np.ndarray, distance: np.ndarray, colour: np.ndarray, edge: float) -> None:
    """Paints where the distance is negative, with a soft edge of one pixel. Changes `images`."""
    cover = np.clip(0.5 - distance / edge, 0, 1)[..., None]
    images += cover * (colour - images)
