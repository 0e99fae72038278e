"""Dropout stands between the dense layer and its ReLU, which gives the same (the ReLU of 0 is 0); one Dropout layer is used twice."""

# %% build_net
def build_net(units=16, words=10_000, l1=0.0, l2=0.0, dropout=0.0):
    drop = layers.Dropout(dropout)
    relu = layers.Activation("relu")

    def hidden(x):
        dense = layers.Dense(units, kernel_regularizer=keras.regularizers.l1_l2(l1, l2))
        return relu(drop(dense(x)))

    words_in = keras.Input((words,), name="words")
    probability = layers.Dense(1, activation="sigmoid")(hidden(hidden(words_in)))
    return keras.Model(inputs=words_in, outputs=probability)

# %% dropout
def dropout(x, rate, rng, training=True):
    result = np.array(x, dtype=float)
    if training:
        result /= 1 - rate
        result[rng.random(result.shape) < rate] = 0
    return result

# %% minimum_l2
def minimum_l2(minimum, curvature, strength):
    pull = 2 * strength / (np.asarray(curvature) + 2 * strength)
    return minimum - pull * minimum
