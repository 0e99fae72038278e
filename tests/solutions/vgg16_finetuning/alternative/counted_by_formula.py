"""One formula for each part, and NumPy's integers."""

# %% count_parameters
def count_parameters(image_size=150, units=256):
    ends = np.array([3, 64, 64, 128, 128, 256, 256, 256, 512, 512, 512, 512, 512, 512])
    convolutions = (9 * ends[:-1] + 1) * ends[1:]
    features = (image_size // 32) ** 2 * np.int64(512)
    head = features * units + 2 * units + 1
    return dict(features=features, all=convolutions.sum() + head, trained_base_frozen=head, trained_block5_open=convolutions[-3:].sum() + head)
