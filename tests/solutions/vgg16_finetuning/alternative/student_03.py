"""Classifier: dropout, Nadam, model.add; head: a helper class that keeps the parts;
tuning: warm-up to a tenth, then cosine decay.

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
    settings = {"include_top": False, "weights": weights}
    settings["input_shape"] = (image_size, image_size, 3)
    made = keras.applications.vgg16.VGG16(**settings)
    assert made.output_shape[-1] == 512
    return made

# %% preprocess
def preprocess(images):
    copied = np.array(images, dtype="float32", copy=True)
    return preprocess_input(copied)

# %% extract_features
def extract_features(base, images):
    floats = keras.ops.cast(images, "float32")
    return base.predict(preprocess_input(floats), batch_size=100, verbose=0)

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    model = keras.Sequential(name="classifier")
    model.add(keras.Input(features[0].shape))
    model.add(layers.Flatten())
    model.add(layers.Dropout(0.2))
    model.add(layers.Dense(64, activation=keras.activations.relu))
    model.add(layers.Dense(1))
    model.add(layers.Activation("sigmoid"))
    model.compile(optimizer=keras.optimizers.Nadam(learning_rate=rate), loss="binary_crossentropy")
    model.fit(x=features, y=labels, epochs=epochs, batch_size=16, verbose=0)
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
    opened = {layer.name for layer in base.layers if layer.name.startswith("block5")}
    for layer in base.layers:
        layer.trainable = layer.name in opened
    steps = max(2, epochs * -(-len(images) // 32))
    schedule = keras.optimizers.schedules.CosineDecay(
        head_rate / 50, decay_steps=steps, warmup_target=head_rate / 10, warmup_steps=1
    )
    model.compile(keras.optimizers.AdamW(schedule), loss="binary_crossentropy")
    model.fit(images, labels, batch_size=32, epochs=epochs, verbose=0)
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
