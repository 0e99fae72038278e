"""The hidden layers are a model inside the model, with seeded dropout.
"""

# %% build_net
def build_net(units=16, words=10_000, l1=0.0, l2=0.0, dropout=0.0):
    hidden = keras.Sequential([keras.Input((words,))])
    for number in range(2):
        hidden.add(layers.Dense(units, activation=keras.activations.relu, kernel_regularizer=keras.regularizers.L1L2(l1, l2)))
        hidden.add(layers.Dropout(dropout, seed=number + 1))
    return keras.Sequential([keras.Input((words,)), hidden, layers.Dense(1, activation="sigmoid")])
