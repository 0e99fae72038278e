"""Classifier: one epoch of fit in a loop; head: LayerNormalization in the head, Adamax;
tuning: a new functional model over the same layers, Nadam.

Written from the notebook alone.
"""

# %% count_parameters
class Counted:
    def __init__(self, inputs, outputs, window=1):
        self.weights = window * window * inputs * outputs
        self.biases = outputs

    def __int__(self):
        return self.weights + self.biases

def count_parameters(image_size=150, units=256):
    sizes = [(3, 64), (64, 64), (64, 128), (128, 128), (128, 256), (256, 256), (256, 256)]
    sizes += [(256, 512)] + [(512, 512)] * 5
    base_counts = [int(Counted(a, b, 3)) for a, b in sizes]
    side = image_size
    for _ in range(5):
        side = side // 2
    features = 512 * side * side
    head_count = int(Counted(features, units)) + int(Counted(units, 1))
    return {
        "features": features,
        "all": head_count + sum(base_counts),
        "trained_base_frozen": head_count,
        "trained_block5_open": head_count + sum(base_counts[10:]),
    }

# %% build_base
def build_base(image_size, weights=None):
    return keras.applications.VGG16(
        include_top=False, weights=weights, input_shape=(image_size, image_size, 3)
    )

# %% preprocess
def preprocess(images):
    red, green, blue = np.moveaxis(np.array(images, dtype="float32"), -1, 0)
    return np.stack([blue - 103.939, green - 116.779, red - 123.68], axis=-1)

# %% extract_features
def extract_features(base, images):
    result = np.zeros((len(images), *base.output_shape[1:]), "float32")
    for i in range(0, len(images), 16):
        prepared = preprocess_input(images[i : i + 16].astype("float64"))
        result[i : i + 16] = base.predict(prepared, verbose=0)
    return result

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    flat = layers.Flatten()
    hidden = layers.Dense(128, activation="elu")
    out = layers.Dense(1, activation="sigmoid", bias_initializer="zeros")
    inputs = keras.Input(features.shape[1:])
    model = keras.Model(inputs, out(hidden(flat(inputs))))
    model.compile(keras.optimizers.RMSprop(rate), keras.losses.BinaryCrossentropy())
    for epoch in range(epochs):
        model.fit(features, labels, initial_epoch=epoch, epochs=epoch + 1, verbose=0)
    return model

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    base.trainable = False
    head = [
        layers.LayerNormalization(name="norm_of_head"),
        layers.Flatten(name="flat_of_head"),
        layers.Dense(128, activation="relu", name="dense_of_head"),
        layers.Dense(1, activation="sigmoid", name="out_of_head"),
    ]
    inputs = x = keras.Input(base.input_shape[1:])
    for layer in [base, *head]:
        x = layer(x)
    model = keras.Model(inputs, x)
    model.compile(keras.optimizers.Adamax(rate), "binary_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, batch_size=16, epochs=epochs, verbose=0)
    return model

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    for layer in base.layers:
        layer.trainable = layer.name.startswith("block5")
    tuned = keras.Model(model.inputs[0], model.outputs[0])
    tuned.compile(keras.optimizers.Nadam(0.1 * head_rate), "binary_crossentropy", metrics=["acc"])
    tuned.fit(images, labels, batch_size=16, epochs=epochs, verbose=0)
    return tuned

# %% compare
def compare(validation, validation_labels, test, test_labels):
    def right(outputs, labels):
        hits = 0
        for output, label in zip(outputs, labels):
            answer = 1 if output[0] > 0.5 else 0
            hits += answer == label
        return hits / len(labels)

    scores, best = {}, None
    for name in validation:
        scores[name] = right(validation[name], validation_labels)
        if best is None or scores[name] > scores[best]:
            best = name
    ones = sum(1 for label in test_labels if label == 1)
    commonest = max(ones, len(test_labels) - ones)
    return dict(
        validation=scores,
        chosen=best,
        test=right(test[best], test_labels),
        baseline=commonest / len(test_labels),
    )
