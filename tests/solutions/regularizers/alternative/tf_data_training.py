"""Trains and validates from tf.data pipelines in batches of 64; TensorFlow marks the words of each review."""

# %% train
import tensorflow as tf

def train(model, x_train, y_train, x_val, y_val, epochs=20):
    def pipeline(x, y):
        return tf.data.Dataset.from_tensor_slices((x, np.asarray(y, "float32")[:, np.newaxis]))

    model.compile("rmsprop", "binary_crossentropy", metrics=[keras.metrics.BinaryCrossentropy(name="bce")])
    batches = pipeline(x_train, y_train).shuffle(len(x_train)).batch(64)
    return model.fit(batches, epochs=epochs, validation_data=pipeline(x_val, y_val).batch(64), verbose=0)

# %% multi_hot
import tensorflow as tf

def multi_hot(reviews, words=10_000):
    rows = []
    for review in reviews:
        ids = tf.constant(list(review), dtype=tf.int32)
        rows.append(tf.reduce_max(tf.concat([tf.one_hot(ids, words), tf.zeros((1, words))], 0), axis=0))
    return np.stack([row.numpy() for row in rows])

# %% objective
import tensorflow as tf

def objective(labels, probabilities, kernels, l1=0.0, l2=0.0):
    y, p = tf.cast(labels, tf.float64), tf.cast(probabilities, tf.float64)
    total = -tf.reduce_mean(y * tf.math.log(p) + (1 - y) * tf.math.log(1 - p))
    for kernel in kernels:
        kernel = tf.cast(kernel, tf.float64)
        total += l1 * tf.reduce_sum(tf.abs(kernel)) + l2 * tf.reduce_sum(kernel * kernel)
    return float(total)
