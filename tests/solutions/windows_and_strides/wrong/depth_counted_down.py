"""The depth of the configuration that was given is counted down.

caught by: test_predict_sides_keeps_its_configuration
"""

# %% predict_sides
def predict_sides(configuration, size=28):
    sides = []
    while configuration["depth"] > 0:
        last = size if configuration["padding"] == "same" else size - configuration["window"] + 1
        size = -(-last // configuration["stride"])
        sides.append(size)
        configuration["depth"] -= 1
    return sides
