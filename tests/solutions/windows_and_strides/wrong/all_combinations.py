"""All combinations are listed: several things are changed at once.

caught by: test_one_entry_is_changed_at_a_time
"""

# %% one_at_a_time
def one_at_a_time(base, choices):
    configurations = [dict(base)]
    for entry, values in choices.items():
        more = [each | {entry: value} for each in configurations for value in values]
        configurations += [each for each in more if each not in configurations]
    return configurations
