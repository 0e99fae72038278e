"""A training loop of her own with tf.GradientTape; functools.reduce for counting.
"""

# %% count_parameters
from functools import reduce


def count_parameters(image_size=150, units=256):
    def one_more(state, filters):
        channels, counted = state
        return filters, [*counted, (channels * 3 * 3 + 1) * filters]

    convolutions = [64] * 2 + [128] * 2 + [256] * 3 + [512] * 6
    _, counted = reduce(one_more, convolutions, (3, []))
    side = reduce(lambda length, _: length // 2, range(5), image_size)
    features = 512 * side * side
    dense = (features + 1) * units + (units + 1) * 1
    return {
        "features": features,
        "all": sum(counted, dense),
        "trained_base_frozen": dense,
        "trained_block5_open": sum(counted[-3:], dense),
    }

# %% build_base
from keras import applications


def build_base(image_size, weights=None):
    shape = (image_size, image_size, 3)
    base = applications.VGG16(False, weights, input_shape=shape)
    return base

# %% preprocess
def preprocess(images):
    result = np.empty(images.shape, dtype="float64")
    for place, (source, mean) in enumerate([(2, 103.939), (1, 116.779), (0, 123.68)]):
        result[..., place] = images[..., source]
        result[..., place] -= mean
    return result

# %% extract_features
def extract_features(base, images):
    result = np.empty((len(images), *base.output_shape[1:]), dtype="float32")
    step = 32
    for start in range(0, len(images), step):
        part = preprocess_input(images[start : start + step].astype("float32"))
        result[start : start + step] = base.predict_on_batch(part)
    return result

# %% train_classifier
import tensorflow as tf


def tape_training(model, inputs, labels, epochs):
    """Train a compiled model with a tape instead of fit."""
    variables = model.trainable_variables
    model.optimizer.build(variables)

    @tf.function(reduce_retracing=True)
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(keras.losses.binary_crossentropy(y, model(x, training=True)))
        model.optimizer.apply(tape.gradient(loss, variables), variables)

    targets = np.asarray(labels, dtype="float32")[:, np.newaxis]
    for _ in range(epochs):
        order = np.random.permutation(len(inputs))
        for start in range(0, len(order), 32):
            rows = order[start : start + 32]
            step(tf.constant(inputs[rows], "float32"), tf.constant(targets[rows]))


def train_classifier(features, labels, epochs=15, rate=1e-3):
    model = keras.Sequential(
        [
            keras.Input(features.shape[1:]),
            layers.Flatten(),
            layers.Dense(200, activation="relu"),
            layers.Dense(1, activation=keras.activations.sigmoid),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(rate), loss="binary_crossentropy")
    tape_training(model, features, labels, epochs)
    return model

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    base.trainable = False
    for layer in base.layers:
        layer.trainable = False
    model = keras.Sequential(
        [
            keras.Input(images.shape[1:]),
            base,
            layers.Flatten(),
            layers.Dense(200, activation="relu"),
            layers.Dense(1, activation=keras.activations.sigmoid),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(rate), loss="binary_crossentropy")
    tape_training(model, images, labels, epochs)
    return model

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    for layer in base.layers:
        layer.trainable = layer.name[:6] == "block5"
    model.compile(optimizer=keras.optimizers.Adam(head_rate / 10), loss="binary_crossentropy")
    tape_training(model, images, labels, epochs)
    return model

# %% compare
def compare(validation, validation_labels, test, test_labels):
    names = list(validation)
    table = np.hstack([validation[name] for name in names]) > 0.5
    truth = np.asarray(validation_labels)[:, np.newaxis] == 1
    scores = (table == truth).mean(axis=0)
    chosen = names[scores.argmax()]
    truth_of_test = np.asarray(test_labels) == 1
    shares = [np.mean(truth_of_test), np.mean(~truth_of_test)]
    return {
        "validation": {name: float(score) for name, score in zip(names, scores)},
        "chosen": chosen,
        "test": float(np.mean((test[chosen] > 0.5).flatten() == truth_of_test)),
        "baseline": float(max(shares)),
    }
