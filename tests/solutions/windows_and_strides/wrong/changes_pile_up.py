"""One dictionary is changed on and on: earlier changes stay in it.

caught by: test_one_entry_is_changed_at_a_time
"""

# %% one_at_a_time
def one_at_a_time(base, choices):
    configurations, current = [dict(base)], dict(base)
    for entry, values in choices.items():
        for value in values:
            if value != base[entry]:
                current[entry] = value
                configurations.append(dict(current))
    return configurations
