"""Functional models; base and head stand side by side; closed formulas.
"""

# %% count_parameters
def count_parameters(image_size=150, units=256):
    features = 512 * (image_size >> 5) ** 2
    head = units * (features + 2) + 1
    block5 = 3 * 512 * (9 * 512 + 1)
    block4 = 512 * (9 * 256 + 1) + 2 * 512 * (9 * 512 + 1)
    block3 = 256 * (9 * 128 + 1) + 2 * 256 * (9 * 256 + 1)
    block2 = 128 * (9 * 64 + 1) + 128 * (9 * 128 + 1)
    block1 = 64 * (9 * 3 + 1) + 64 * (9 * 64 + 1)
    return dict(
        features=features,
        all=block1 + block2 + block3 + block4 + block5 + head,
        trained_base_frozen=head,
        trained_block5_open=block5 + head,
    )

# %% build_base
from keras.applications.vgg16 import VGG16


def build_base(image_size, weights=None):
    photo = keras.Input((image_size, image_size, 3))
    return VGG16(include_top=False, weights=weights, input_tensor=photo, pooling=None)

# %% preprocess
def preprocess(images):
    red, green, blue = (images[..., channel].astype("float64") for channel in range(3))
    return np.stack([blue - 103.939, green - 116.779, red - 123.68], axis=-1)

# %% extract_features
def extract_features(base, images):
    found = []
    for start in range(0, len(images), 50):
        batch = preprocess_input(images[start : start + 50].astype("float32"))
        found.append(np.asarray(base(batch, training=False)))
    return np.concatenate(found)

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    inputs = keras.Input(shape=features.shape[1:])
    x = layers.GlobalAveragePooling2D()(inputs)
    x = layers.Dense(128, activation="relu")(x)
    outputs = layers.Dense(1, activation="sigmoid")(x)
    model = keras.Model(inputs, outputs)
    model.compile(keras.optimizers.Adam(rate), keras.losses.BinaryCrossentropy())
    model.fit(features, labels, batch_size=16, epochs=epochs, verbose=0)
    return model

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    base.trainable = False
    for layer in base.layers:
        layer.trainable = False
    x = layers.Flatten(name="my_flatten")(base.outputs[0])
    x = layers.Dense(128, activation="relu", name="my_hidden")(x)
    x = layers.Dropout(0.2, name="my_dropout")(x)
    x = layers.Dense(1, activation="sigmoid", name="my_output")(x)
    model = keras.Model(base.inputs[0], x)
    model.compile(keras.optimizers.Adam(rate), keras.losses.BinaryCrossentropy())
    model.fit(images, labels, batch_size=16, epochs=epochs, verbose=0)
    return model

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    opened = {layer.name for layer in base.layers if layer.name.startswith("block5")}
    for layer in base.layers:
        layer.trainable = layer.name in opened
    model.compile(keras.optimizers.Adam(0.1 * head_rate), keras.losses.BinaryCrossentropy())
    model.fit(images, labels, batch_size=16, epochs=epochs, verbose=0)
    return model

# %% compare
def share_right(outputs, truth):
    classes = (np.ravel(outputs) > 0.5).astype(int)
    return float((classes == np.ravel(truth).astype(int)).mean())


def compare(validation, validation_labels, test, test_labels):
    names = list(validation)
    scores = [share_right(validation[name], validation_labels) for name in names]
    chosen = names[int(np.argmax(scores))]
    _, how_many = np.unique(test_labels, return_counts=True)
    return dict(
        validation=dict(zip(names, scores)),
        chosen=chosen,
        test=share_right(test[chosen], test_labels),
        baseline=float(how_many.max() / how_many.sum()),
    )
