"""A 1x1 convolution in the head, dataclasses for counting, keras.ops, Lion for fine-tuning.
"""

# %% count_parameters
from dataclasses import dataclass


@dataclass(frozen=True)
class ConvolutionalBlock:
    incoming: int
    filters: int
    convolutions: int

    @property
    def parameters(self):
        first = (9 * self.incoming + 1) * self.filters
        other = (9 * self.filters + 1) * self.filters
        return first + (self.convolutions - 1) * other


VGG16_BLOCKS = (
    ConvolutionalBlock(3, 64, 2),
    ConvolutionalBlock(64, 128, 2),
    ConvolutionalBlock(128, 256, 3),
    ConvolutionalBlock(256, 512, 3),
    ConvolutionalBlock(512, 512, 3),
)


def count_parameters(image_size=150, units=256):
    side = image_size
    for _ in VGG16_BLOCKS:
        side, _rest = divmod(side, 2)
    features = side * side * VGG16_BLOCKS[-1].filters
    first_dense = features * units + units
    last_dense = units + 1
    head_size = first_dense + last_dense
    return {
        "features": features,
        "all": head_size + sum(block.parameters for block in VGG16_BLOCKS),
        "trained_base_frozen": head_size,
        "trained_block5_open": head_size + VGG16_BLOCKS[4].parameters,
    }

# %% build_base
import keras.applications.vgg16 as vgg_module


def build_base(image_size, weights=None):
    side = int(image_size)
    return vgg_module.VGG16(include_top=False, weights=weights, input_shape=(side, side, 3))

# %% preprocess
REVERSED_CHANNELS = np.eye(3)[::-1]


def preprocess(images):
    as_floats = np.array(images, dtype=np.float64)
    return as_floats @ REVERSED_CHANNELS + np.array([-103.939, -116.779, -123.68])

# %% extract_features
def extract_features(base, images):
    parts = []
    for first_row in range(0, images.shape[0], 25):
        part = keras.ops.convert_to_tensor(
            preprocess_input(images[first_row : first_row + 25].astype("float32"))
        )
        parts.append(keras.ops.convert_to_numpy(base(part, training=False)))
    return np.concatenate(parts, axis=0)

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    model = keras.Sequential(name="pointwise")
    model.add(keras.Input(features.shape[1:]))
    model.add(layers.Conv2D(64, 1, activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(32, activation="relu"))
    model.add(layers.Dense(1, activation="sigmoid"))
    model.compile(
        optimizer=keras.optimizers.Adam(rate, clipnorm=5.0),
        loss=keras.losses.BinaryCrossentropy(from_logits=False),
    )
    model.fit(features, np.asarray(labels).reshape(-1, 1), epochs=epochs, batch_size=25, verbose=0)
    return model

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    base.trainable = False
    for layer in base.layers:
        layer.trainable = False
    top = layers.Conv2D(64, 1, activation="relu", name="pointwise_of_head")(base.outputs[0])
    top = layers.Flatten(name="flatten_of_head")(top)
    top = layers.Dense(32, activation="relu", name="hidden_of_head")(top)
    top = layers.Dense(1, activation="sigmoid", name="dog_or_not")(top)
    model = keras.Model(inputs=base.inputs[0], outputs=top)
    model.compile(
        optimizer=keras.optimizers.Adam(rate, clipnorm=5.0),
        loss=keras.losses.BinaryCrossentropy(from_logits=False),
    )
    model.fit(images, np.asarray(labels).reshape(-1, 1), epochs=epochs, batch_size=25, verbose=0)
    return model

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    for layer in base.layers:
        layer.trainable = False
    for layer in filter(lambda each: each.name.startswith("block5"), base.layers):
        layer.trainable = True
    model.compile(
        optimizer=keras.optimizers.Lion(learning_rate=head_rate / 20),
        loss=keras.losses.BinaryCrossentropy(from_logits=False),
    )
    model.fit(images, np.asarray(labels).reshape(-1, 1), epochs=epochs, batch_size=25, verbose=0)
    return model

# %% compare
from sklearn.metrics import accuracy_score


def compare(validation, validation_labels, test, test_labels):
    def scored(outputs, truth):
        return float(accuracy_score(np.asarray(truth).astype(int), (outputs[:, 0] > 0.5).astype(int)))

    validation_scores = {key: scored(value, validation_labels) for key, value in validation.items()}
    winner = max(validation_scores, key=lambda key: validation_scores[key])
    zeros_share = float(np.mean(np.asarray(test_labels) == 0))
    return {
        "validation": validation_scores,
        "chosen": winner,
        "test": scored(test[winner], test_labels),
        "baseline": zeros_share if zeros_share > 0.5 else 1 - zeros_share,
    }
