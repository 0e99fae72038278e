"""The configurations hold the changed entry only.

caught by: test_one_entry_is_changed_at_a_time
"""

# %% one_at_a_time
def one_at_a_time(base, choices):
    configurations = [dict(base)]
    for entry, values in choices.items():
        configurations += [{entry: value} for value in values if value != base[entry]]
    return configurations
