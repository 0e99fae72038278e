"""The size of the input is not an argument but 10,000.

caught by: test_parameters_of_other_networks
"""

# %% count_parameters
def count_parameters(units=16, words=10_000):
    return 10_001 * units + (units + 1) * units + units + 1
