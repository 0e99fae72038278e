"""A subclass of ValueError is raised, from one list of reasons."""

# %% reject_impossible
class Impossible(ValueError):
    """No layer can be built."""


def reject_impossible(configuration, size=28):
    problems = [
        name for name in ("depth", "window", "stride", "channels")
        if not (float(configuration[name]).is_integer() and configuration[name] > 0)
    ]
    if configuration["padding"] not in ["valid", "same"]:
        problems.append("padding")
    side, layer = size, 0
    while not problems and layer < configuration["depth"] and configuration["padding"] == "valid":
        layer += 1
        if side < configuration["window"]:
            problems.append(f"side {side} at layer #{layer}")
        side = (side - configuration["window"] + configuration["stride"]) // configuration["stride"]
    if problems:
        raise Impossible(", ".join(problems))
