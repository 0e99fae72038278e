"""There is only one hidden layer.

caught by: test_network_has_the_right_size, test_activations_are_relu_and_sigmoid, test_only_hidden_kernels_are_penalized, test_penalties_have_the_asked_strength, test_dropout_follows_both_hidden_layers, test_dropout_has_the_asked_rate
"""

# %% build_net
def build_net(units=16, words=10_000, l1=0.0, l2=0.0, dropout=0.0):
    return keras.Sequential([
        keras.Input((words,)), layers.Dense(units, activation="relu"), layers.Dropout(dropout),
        layers.Dense(1, activation="sigmoid"),
    ])
