"""Only one hidden layer is counted.

caught by: test_parameters_of_other_networks
"""

# %% count_parameters
def count_parameters(units=16, words=10_000):
    return (words + 1) * units + units + 1
