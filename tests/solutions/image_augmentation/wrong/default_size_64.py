"""The default size is that of this notebook, not the lecture's.

caught by: test_convnet_has_the_lectures_size
"""

# %% build_convnet
def build_convnet(image_size=64, dropout=0.5):
    model = keras.Sequential([keras.Input((image_size, image_size, 3))])
    for filters in (32, 64, 128, 128):
        model.add(layers.Conv2D(filters, 3, activation="relu"))
        model.add(layers.MaxPooling2D(2))
    model.add(layers.Flatten())
    model.add(layers.Dropout(dropout))
    model.add(layers.Dense(512, activation="relu"))
    model.add(layers.Dense(1, activation="sigmoid"))
    return model
