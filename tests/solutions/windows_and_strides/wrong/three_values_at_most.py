"""In lists with more than three values those after the third are left out.

caught by: test_one_entry_is_changed_at_a_time
"""

# %% one_at_a_time
def one_at_a_time(base, choices):
    found = [dict(base)]
    for entry, values in choices.items():
        for i in range(min(len(values), 3)):
            if values[i] != base[entry]:
                found.append(base | {entry: values[i]})
    return found
