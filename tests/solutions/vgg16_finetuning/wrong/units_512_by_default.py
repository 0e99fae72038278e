"""The default of units is 512.

caught by: test_head_follows_from_the_features
"""

# %% count_parameters
def count_parameters(image_size=150, units=512):
    features = (image_size // 32) ** 2 * 512
    head = features * units + units + units + 1
    return {"features": features, "all": 14_714_688 + head, "trained_base_frozen": head, "trained_block5_open": 7_079_424 + head}
