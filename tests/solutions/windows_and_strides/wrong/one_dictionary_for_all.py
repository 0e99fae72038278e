"""All configurations are one and the same dictionary.

caught by: test_one_entry_is_changed_at_a_time, test_base_is_listed_once_and_first, test_configurations_are_independent
"""

# %% one_at_a_time
def one_at_a_time(base, choices):
    configurations, changed = [dict(base)], dict(base)
    for entry, values in choices.items():
        for value in values:
            if value != base[entry]:
                changed[entry] = value
                configurations.append(changed)
        changed[entry] = base[entry]
    return configurations
