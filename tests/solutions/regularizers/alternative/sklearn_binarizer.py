"""scikit-learn marks the words, log_loss computes the entropy, Keras' regularizer objects the penalties."""

# %% multi_hot
from sklearn.preprocessing import MultiLabelBinarizer

def multi_hot(reviews, words=10_000):
    binarizer = MultiLabelBinarizer(classes=range(words))
    return binarizer.fit_transform([list(map(int, review)) for review in reviews]).astype("float32")

# %% objective
from sklearn.metrics import log_loss

def objective(labels, probabilities, kernels, l1=0.0, l2=0.0):
    entropy = log_loss(labels, np.asarray(probabilities, dtype="float64"), labels=[0, 1])
    absolute = sum(np.abs(kernel).sum() for kernel in kernels)
    squares = sum(np.square(kernel).sum() for kernel in kernels)
    return float(entropy + l1 * absolute + l2 * squares)

# %% train
def train(model, x_train, y_train, x_val, y_val, epochs=20):
    model.compile(
        optimizer="adam",
        loss="binary_crossentropy",
        metrics=[keras.metrics.BinaryCrossentropy(name="bce"), "accuracy"],
    )
    return model.fit(
        x_train,
        y_train.reshape(-1, 1),
        batch_size=64,
        epochs=epochs,
        validation_data=(x_val, y_val.reshape(-1, 1)),
        verbose=0,
    )
