"""Training from a shuffled pipeline, Adagrad at a larger rate; pooling layers by multiplying a list."""

# %% train
import tensorflow as tf

def train(model, images, labels, epochs=5):
    pairs = tf.data.Dataset.from_tensor_slices((images, np.asarray(labels, dtype="int64")))
    batches = pairs.shuffle(len(labels)).batch(32)
    model.compile(
        keras.optimizers.Adagrad(learning_rate=0.05),
        "sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model.fit(batches, epochs=epochs, verbose=0)

# %% build_convnet
def build_convnet(pooling=True, units=64):
    def block(filters, pooled):
        pools = [layers.MaxPooling2D(2)] * bool(pooled)
        return [layers.Conv2D(filters, 3, activation="relu"), *pools]

    head = [layers.Flatten(), layers.Dense(units, "relu"), layers.Dense(10, "softmax")]
    stack = block(32, pooling) + block(64, pooling) + block(64, False) + head
    return keras.Sequential([keras.Input((28, 28, 1)), *stack])
