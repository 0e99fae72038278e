"""Everything is rejected.

caught by: test_possible_configurations_pass, test_message_names_the_convolution
"""

# %% reject_impossible
def reject_impossible(configuration, size=28):
    raise ValueError("impossible")
