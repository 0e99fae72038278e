"""The list holds the base itself, not a copy.

caught by: test_configurations_are_independent
"""

# %% one_at_a_time
def one_at_a_time(base, choices):
    configurations = [base]
    for entry, values in choices.items():
        configurations += [base | {entry: value} for value in values if value != base[entry]]
    return configurations
