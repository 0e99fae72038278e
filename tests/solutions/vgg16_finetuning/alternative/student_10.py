"""Classifier: LayerNormalization first, Adamax; head: a helper class that keeps the parts;
tuning: exactly a fifth, SGD with momentum.

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
    images = keras.Input(shape=(image_size, image_size, 3))
    return keras.applications.VGG16(weights=weights, include_top=False, input_tensor=images)

# %% preprocess
def preprocess(images):
    return images[..., ::-1].astype("float32") - np.array([103.939, 116.779, 123.68], "float32")

# %% extract_features
def extract_features(base, images):
    prepared = preprocess_input(np.array(images, dtype=float))
    pieces = np.array_split(prepared, max(1, -(-len(prepared) // 25)))
    return np.vstack([base.predict_on_batch(piece) for piece in pieces])

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    inputs = x = keras.Input(features.shape[1:])
    x = layers.LayerNormalization()(x)
    x = layers.Flatten()(x)
    x = layers.Dense(256, activation="relu")(x)
    x = layers.Dense(1, activation="sigmoid")(x)
    model = keras.Model(inputs=inputs, outputs=x)
    model.compile(keras.optimizers.Adamax(learning_rate=rate), "binary_crossentropy")
    model.fit(features, np.asarray(labels), batch_size=16, epochs=epochs, verbose=0)
    return model

# %% train_head
class Transfer:
    def __init__(self, below, rate):
        below.trainable = False
        self.model = keras.Sequential(
            [
                keras.Input(below.input_shape[1:]),
                below,
                layers.Flatten(),
                layers.Dense(80, activation="elu"),
                layers.Dense(1, activation="sigmoid"),
            ]
        )
        self.model.compile(keras.optimizers.Adam(rate), "binary_crossentropy", metrics=["acc"])

    def learn(self, x, y, epochs):
        self.model.fit(x, y, epochs=epochs, batch_size=10, verbose=0)
        return self.model

def train_head(base, images, labels, epochs=3, rate=1e-3):
    return Transfer(base, rate).learn(images, np.asarray(labels), epochs)

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    for layer in base.layers:
        layer.trainable = False
    for layer in base.layers:
        if layer.name[:6] == "block5":
            layer.trainable = True
    sgd = keras.optimizers.SGD(learning_rate=head_rate / 5, momentum=0.9)
    model.compile(optimizer=sgd, loss=keras.losses.BinaryCrossentropy())
    model.fit(images, labels, epochs=epochs, verbose=0)
    return model

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
