"""The hidden layers have a ReLU6, which stops at 6.

caught by: test_activations_are_relu_and_sigmoid
"""

# %% build_net
def build_net(units=16, words=10_000, l1=0.0, l2=0.0, dropout=0.0):
    model = keras.Sequential([keras.Input((words,))])
    for _ in range(2):
        model.add(layers.Dense(units, "relu6", kernel_regularizer=keras.regularizers.L1L2(l1, l2)))
        model.add(layers.Dropout(dropout))
    model.add(layers.Dense(1, "sigmoid"))
    return model
