"""Changes `base` itself, and does not undo this if `choices` has one entry only.

caught by: test_configurations_are_independent
"""

# %% one_at_a_time
def one_at_a_time(base, choices):
    found = [dict(base)]
    for entry, values in choices.items():
        before = base[entry]
        for value in values:
            if value != before:
                base[entry] = value
                found.append(dict(base))
        if entry != list(choices)[-1] or len(choices) > 1:
            base[entry] = before
    return found
