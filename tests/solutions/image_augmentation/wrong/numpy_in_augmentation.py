"""The changes come from NumPy: it works on arrays, not inside of Dataset.map.

caught by: test_it_works_in_a_pipeline
"""

# %% build_augmentation
def build_augmentation(
    rotation_range=0, width_shift_range=0.0, height_shift_range=0.0, shear_range=0.0, zoom_range=0.0,
    horizontal_flip=False,
):
    rng = np.random.default_rng(np.random.randint(2**31))

    def matrix(height, width):
        angle = np.deg2rad(rng.uniform(-rotation_range, rotation_range))
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        slant = np.array([[1, rng.uniform(-shear_range, shear_range)], [0, 1]])
        scale = np.diag(rng.uniform(1 - zoom_range, 1 + zoom_range, 2))
        mirror = np.diag([rng.choice([-1, 1]) if horizontal_flip else 1, 1])
        linear = turn @ slant @ scale @ mirror
        shift = rng.uniform(-1, 1, 2) * (width_shift_range * width, height_shift_range * height)
        middle = np.array([width - 1, height - 1]) / 2
        offset = middle + shift - linear @ middle
        return [*linear[0], offset[0], *linear[1], offset[1], 0, 0]

    def augmentation(images, training=True):
        if not training:
            return images
        images = keras.ops.convert_to_tensor(images, "float32")
        matrices = np.array([matrix(*images.shape[1:3]) for _ in range(len(images))], "float32")
        return keras.ops.image.affine_transform(images, matrices, "bilinear", "nearest")

    return augmentation
