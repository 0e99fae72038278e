"""The values are taken out of the lists that were given.

caught by: test_configurations_are_independent
"""

# %% one_at_a_time
def one_at_a_time(base, choices):
    configurations = [dict(base)]
    for entry, values in choices.items():
        configurations += [base | {entry: value} for value in list(values) if value != base[entry]]
        values.clear()
    return configurations
