"""Another order, only the layers that are asked for, a factor for each axis."""

# %% build_augmentation
def build_augmentation(
    rotation_range=0, width_shift_range=0.0, height_shift_range=0.0, shear_range=0.0, zoom_range=0.0,
    horizontal_flip=False,
):
    steps = [layers.Identity()]
    if horizontal_flip:
        steps.append(layers.RandomFlip(mode="horizontal"))
    if zoom_range:
        steps.append(layers.RandomZoom((-zoom_range, zoom_range), (-zoom_range, zoom_range), fill_mode="nearest"))
    if shear_range:
        steps.append(layers.RandomShear(shear_range, fill_mode="nearest", interpolation="nearest"))
    if width_shift_range or height_shift_range:
        shifts = {"height_factor": height_shift_range, "width_factor": width_shift_range}
        steps.append(layers.RandomTranslation(fill_mode="nearest", **shifts))
    if rotation_range:
        steps.append(layers.RandomRotation((-rotation_range / 360, rotation_range / 360), fill_mode="nearest"))
    return keras.Sequential(steps)
