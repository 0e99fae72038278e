"""The network is built, to ask Keras for its parameters, and needs memory for all of them.

caught by: test_features_after_five_poolings, test_head_follows_from_the_features, test_base_and_block_5_come_on_top
"""

# %% count_parameters
def count_parameters(image_size=150, units=256):
    vgg = keras.applications.VGG16(
        include_top=False, weights=None, input_shape=(image_size, image_size, 3)
    )
    network = keras.Sequential(
        [
            keras.Input((image_size, image_size, 3)),
            vgg,
            layers.Flatten(),
            layers.Dense(units, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    everything = network.count_params()
    head_count = everything - vgg.count_params()
    block5 = sum(each.count_params() for each in vgg.layers if each.name.startswith("block5"))
    side = vgg.output_shape[1]
    return {
        "features": side * side * 512,
        "all": everything,
        "trained_base_frozen": head_count,
        "trained_block5_open": head_count + block5,
    }
