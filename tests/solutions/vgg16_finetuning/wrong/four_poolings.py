"""The last pooling is forgotten.

caught by: test_features_after_five_poolings
"""

# %% count_parameters
def count_parameters(image_size=150, units=256):
    blocks, channels, side = [], 3, image_size
    for convolutions, filters in [(2, 64), (2, 128), (3, 256), (3, 512), (3, 512)]:
        block = 0
        for _ in range(convolutions):
            block += (9 * channels + 1) * filters
            channels = filters
        blocks.append(block)
        side = side if filters == 512 and len(blocks) == 5 else side // 2
    features = side * side * channels
    head = (features + 1) * units + units + 1
    return {"features": features, "all": sum(blocks) + head, "trained_base_frozen": head, "trained_block5_open": blocks[-1] + head}
