"""The base is missing.

caught by: test_base_is_listed_once_and_first
"""

# %% one_at_a_time
def one_at_a_time(base, choices):
    configurations = []
    for entry, values in choices.items():
        configurations += [base | {entry: value} for value in values if value != base[entry]]
    return configurations
