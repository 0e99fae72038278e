"""A depth that equals another entry of the base is left out.

caught by: test_one_entry_is_changed_at_a_time
"""

# %% one_at_a_time
def one_at_a_time(base, choices):
    found = [dict(base)]
    for entry, values in choices.items():
        for value in values:
            if value in base.values() and (value == base[entry] or entry == "depth"):
                continue
            found.append(base | {entry: value})
    return found
