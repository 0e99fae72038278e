"""The objective from Keras' own functions, as a tensor.
"""

# %% objective
def objective(labels, probabilities, kernels, l1=0.0, l2=0.0):
    labels = np.asarray(labels, "float32")[:, None]
    entropy = keras.losses.BinaryCrossentropy()(labels, np.asarray(probabilities, "float32")[:, None])
    penalty = keras.regularizers.L1L2(l1, l2)
    return entropy + sum(penalty(np.asarray(kernel, "float32")) for kernel in kernels)
