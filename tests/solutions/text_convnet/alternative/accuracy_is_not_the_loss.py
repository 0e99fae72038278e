"""The accuracy is whatever is not the loss, and a share of hits; time.time is the clock."""

# %% compare
def compare(builders, train, validation, epochs, seed=0):
    def row_of(name):
        keras.utils.set_random_seed(seed)
        model = builders[name]()
        begin = time.time()
        for _ in range(epochs):
            model.fit(*train, batch_size=32, epochs=1, verbose=0)
        seconds = time.time() - begin
        measured = model.evaluate(*validation, verbose=0, return_dict=True)
        (share,) = (value for key, value in measured.items() if key != "loss")
        return dict(model=name, accuracy=np.float32(share), parameters=np.int64(model.count_params()), seconds=seconds)

    return [row_of(name) for name in builders]
