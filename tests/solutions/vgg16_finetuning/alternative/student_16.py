"""Static methods of classes; fit is called once for each epoch; three dense layers.
"""

# %% count_parameters
class ParameterCount:
    CONVOLUTIONS = {
        "block1": [64, 64],
        "block2": [128, 128],
        "block3": [256, 256, 256],
        "block4": [512, 512, 512],
        "block5": [512, 512, 512],
    }

    def __init__(self, image_size, units):
        self.side, self.channels, self.units = image_size, 3, units
        self.blocks = {name: self.add_block(rows) for name, rows in self.CONVOLUTIONS.items()}
        self.features = self.side * self.side * self.channels
        self.head = self.features * units + units + units + 1

    def add_block(self, rows):
        total = 0
        for filters in rows:
            total += filters * (self.channels * 9) + filters
            self.channels = filters
        self.side //= 2
        return total


def count_parameters(image_size=150, units=256):
    counted = ParameterCount(image_size, units)
    return {
        "features": counted.features,
        "all": sum(counted.blocks.values()) + counted.head,
        "trained_base_frozen": counted.head,
        "trained_block5_open": counted.blocks["block5"] + counted.head,
    }

# %% build_base
def build_base(image_size, weights=None):
    inputs = keras.Input(shape=(image_size, image_size, 3))
    vgg = keras.applications.VGG16(include_top=False, weights=weights, input_tensor=inputs)
    return keras.Model(inputs=vgg.inputs[0], outputs=vgg.outputs[0], name="vgg16_base")

# %% preprocess
def preprocess(images):
    red, green, blue = np.split(np.asarray(images, dtype="float64"), 3, axis=3)
    return np.concatenate((blue - 103.939, green - 116.779, red - 123.68), axis=3)

# %% extract_features
class FeatureExtractor:
    def __init__(self, base, batch=35):
        self.base, self.batch = base, batch

    def __call__(self, images):
        count = len(images)
        borders = list(range(0, count, self.batch)) + [count]
        outputs = []
        for left, right_end in zip(borders[:-1], borders[1:]):
            piece = np.array(images[left:right_end], dtype="float32")
            outputs.extend(self.base.predict_on_batch(preprocess_input(piece)))
        return np.stack(outputs)


def extract_features(base, images):
    return FeatureExtractor(base)(images)

# %% train_classifier
class Heads:
    @staticmethod
    def fresh_layers():
        return [
            layers.Flatten(),
            layers.Dense(96, activation="relu"),
            layers.Dense(24, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]

    @staticmethod
    def fit(model, inputs, targets, epochs, optimizer):
        model.compile(optimizer=optimizer, loss="binary_crossentropy")
        for _ in range(epochs):
            model.fit(inputs, targets, epochs=1, verbose=0)
        return model


def train_classifier(features, labels, epochs=15, rate=1e-3):
    model = keras.Sequential([keras.Input(features.shape[1:])] + Heads.fresh_layers())
    return Heads.fit(model, features, labels, epochs, keras.optimizers.Adam(rate, beta_1=0.8))

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    base.trainable = False
    for layer in base.layers:
        layer.trainable = False
    model = keras.Sequential([keras.Input(images.shape[1:]), base] + Heads.fresh_layers())
    return Heads.fit(model, images, labels, epochs, keras.optimizers.Adam(rate, beta_1=0.8))

# %% fine_tune
class Unfrozen:
    """Opens the layers of a base whose names start with a prefix, and closes the others."""

    def __init__(self, base, prefix):
        self.base, self.prefix = base, prefix

    def set_flags(self):
        self.base.trainable = True
        for layer in self.base.layers:
            layer.trainable = layer.name.startswith(self.prefix)


def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    Unfrozen(base, "block5").set_flags()
    small = keras.optimizers.Adam(learning_rate=head_rate / 7, beta_1=0.8)
    return Heads.fit(model, images, labels, epochs, small)

# %% compare
class Scores:
    def __init__(self, truth):
        self.truth = np.asarray(truth).astype(bool)

    def of(self, outputs):
        return float(((outputs.reshape(-1) > 0.5) == self.truth).sum() / self.truth.size)

    def of_commonest(self):
        ones = self.truth.sum()
        return float(max(ones, self.truth.size - ones) / self.truth.size)


def compare(validation, validation_labels, test, test_labels):
    validation_scores, test_scores = Scores(validation_labels), Scores(test_labels)
    table = {}
    for name in validation.keys():
        table[name] = validation_scores.of(validation[name])
    best_first = sorted(table.items(), key=lambda pair: -pair[1])
    chosen = best_first[0][0]
    return {
        "validation": table,
        "chosen": chosen,
        "test": test_scores.of(test[chosen]),
        "baseline": test_scores.of_commonest(),
    }
