"""Which hidden test may be wrong, from who passed what: strong students lose it as weak ones do.

Two models of one test, from item response theory (F. M. Lord, Applications of Item Response Theory, 1980):

- *sound*: the probability to lose it is `sigmoid(difficulty - slope * ability)`: the stronger, the rarer.
- *wrong*: it is `q + (1 - q) * sigmoid(difficulty - slope * ability)`: even the strongest lose it with the probability
  `q`, as 1 minus the upper asymptote of the four-parameter model says (M. A. Barton and F. M. Lord, 1981).

The evidence is the logarithm of the Bayes factor of the second over the first. What is usual for difficulty and slope
is learned from the other tests of the cohort. The ability is a student's share of the tests of the other tasks, and of
the points in other exercises.

Some who lose a test gave the same answers as students who pass it, see `same_answers.py`. Of those who lose a sound
test few did, if any; a test that asks for a type or a rounding that the text leaves open is lost by many such. This is
added.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import expit, logit, logsumexp

LEAST_STUDENTS = 8  # fewer say nothing
LEAST_LOST = 3  # of one test: one or two may be bad luck
LEAST_SHARE = 0.02  # of the points of another exercise: all of them, or none, is no infinite ability
ALARM = 1.5  # log of the Bayes factor from which a test is doubted: by the cohorts of benchmarks/wrong_tests

_DIFFICULTIES = np.linspace(-7, 4, 45)
_SLOPES = np.linspace(0.2, 3.0, 15)
_SHARES = np.linspace(0.1, 1.0, 19)  # q
_SPREAD = 1.5  # standard deviation of difficulties, in logits
_VARIETY = 0.3  # standard deviation of the logarithm of slopes

# The share of those who lose a test with the same answers as one who passes it.
_SAME_IF_SOUND = 0.03
_SAME_IF_WRONG = 0.6  # in half of the wrong tests; in the others as if it were sound


@dataclass(frozen=True)
class Evidence:
    """What speaks for a mistake in a hidden test.

    Attributes:
        column: of the test.
        log_bayes_factor: above 0 for the wrong model, below 0 for the sound one.
        share_of_strongest: the probability that even the strongest lose it, as the wrong model has it.
        lost: how many lost it, of those who tried its task.
        tried: how many tried its task.
        same: how many lost it with the same answers as one who passed it.
    """

    column: int
    log_bayes_factor: float
    share_of_strongest: float
    lost: int
    tried: int
    same: int = 0

    @property
    def is_alarm(self) -> bool:
        """Whether it is strong enough for a person to look."""
        return self.tried >= LEAST_STUDENTS and self.lost >= LEAST_LOST and self.log_bayes_factor >= ALARM


def ranked(
    passed: np.ndarray,
    tried: np.ndarray,
    tasks: Sequence[str],
    same: np.ndarray | None = None,
    elsewhere: np.ndarray | None = None,
) -> list[Evidence]:
    """The evidence against each hidden test, the strongest first.

    Args:
        passed: students x tests, 1 for passed, 0 for lost, NaN where nothing is known; float64.
        tried: students x tests, whether there was something to judge; bool.
        tasks: for each test the task that it belongs to.
        same: students x tests, who lost it with the same answers as one who passed it; bool. None if that is not known.
        elsewhere: students x other exercises, the share of the points there, NaN where there is none; float64. None if
            there are no other exercises.
    """
    if not len(passed):
        return []
    known = tried & ~np.isnan(passed)
    lost = np.where(known, passed == 0, False)
    others = np.zeros(len(passed)) if elsewhere is None else _abilities_elsewhere(elsewhere)
    abilities = [_abilities(passed, [task != own for task in tasks], others) for own in tasks]
    sound = np.array([_log_likelihoods(lost[:, j], known[:, j], abilities[j], 0.0) for j in range(len(tasks))])
    sound = sound.reshape(len(tasks), len(_DIFFICULTIES), len(_SLOPES))
    found = [_evidence(j, sound, lost[:, j], known[:, j], abilities[j], lost, known) for j in range(len(tasks))]
    if same is not None:
        found = [_with_same(each, int((same[:, each.column] & known[:, each.column]).sum())) for each in found]
    return sorted(found, key=lambda each: each.log_bayes_factor, reverse=True)


def _with_same(evidence: Evidence, same: int) -> Evidence:
    others = evidence.lost - same
    factor = same * np.log(_SAME_IF_WRONG / _SAME_IF_SOUND) + others * np.log(
        (1 - _SAME_IF_WRONG) / (1 - _SAME_IF_SOUND)
    )
    mixed = float(np.logaddexp(factor, 0.0) - np.log(2))
    return replace(evidence, log_bayes_factor=evidence.log_bayes_factor + mixed, same=same)


def _abilities(passed: np.ndarray, others: Sequence[bool], elsewhere: np.ndarray) -> np.ndarray:
    """For each student the logit of the share of these tests that were passed, and what is known from elsewhere."""
    part = passed[:, np.array(others, bool)]
    right, count = np.nansum(part, axis=1), (~np.isnan(part)).sum(axis=1)
    return _standardized(_standardized(np.log((right + 0.5) / (count - right + 0.5))) + elsewhere)


def _abilities_elsewhere(shares: np.ndarray) -> np.ndarray:
    """For each student the sum over other exercises; an exercise that a student has not done counts as its mean."""
    logits = logit(np.clip(shares, LEAST_SHARE, 1 - LEAST_SHARE))
    columns = [
        _standardized(np.where(np.isnan(each), np.nanmean(each), each)) for each in logits.T if not np.isnan(each).all()
    ]
    return np.sum(columns, axis=0) if columns else np.zeros(len(shares))


def _standardized(values: np.ndarray) -> np.ndarray:
    spread = values.std()
    return (values - values.mean()) / spread if spread > 0 else np.zeros(len(values))


def _log_likelihoods(lost: np.ndarray, known: np.ndarray, ability: np.ndarray, share: float) -> np.ndarray:
    """Difficulties x slopes: the log-likelihood of who lost a test."""
    scores = _DIFFICULTIES[:, None, None] - _SLOPES[None, :, None] * ability[known][None, None, :]
    probability = np.clip(share + (1 - share) * expit(scores), 1e-9, 1 - 1e-9)
    return np.where(lost[known], np.log(probability), np.log1p(-probability)).sum(axis=-1)


def _evidence(
    column: int,
    sound: np.ndarray,
    lost: np.ndarray,
    known: np.ndarray,
    ability: np.ndarray,
    all_lost: np.ndarray,
    all_known: np.ndarray,
) -> Evidence:
    others = np.arange(len(sound)) != column
    prior = _log_prior(sound[others], all_lost[:, others], all_known[:, others])
    of_sound = logsumexp(prior + sound[column])
    of_shares = np.array([logsumexp(prior + _log_likelihoods(lost, known, ability, share)) for share in _SHARES])
    weights = np.exp(of_shares - logsumexp(of_shares))
    factor = logsumexp(of_shares) - np.log(len(_SHARES)) - of_sound
    return Evidence(column, float(factor), float(weights @ _SHARES), int(lost[known].sum()), int(known.sum()))


def _log_prior(others: np.ndarray, lost: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Difficulties x slopes: what is usual, by the other tests of the cohort."""
    counts, sizes = lost.sum(axis=0), known.sum(axis=0)
    usual = np.median(np.log((counts + 0.5) / (sizes - counts + 0.5))) if len(counts) else -2.0
    difficulty = -0.5 * ((_DIFFICULTIES - usual) / _SPREAD) ** 2
    difficulty -= logsumexp(difficulty)
    by_slope = np.array([logsumexp(difficulty[:, None] + each, axis=0) for each in others]).sum(axis=0)
    slopes = np.exp(by_slope - logsumexp(by_slope)) if len(others) else np.full(len(_SLOPES), 1 / len(_SLOPES))
    # The tests do not all have one slope.
    kernel = np.exp(-0.5 * ((np.log(_SLOPES)[:, None] - np.log(_SLOPES)[None, :]) / _VARIETY) ** 2)
    slopes = (kernel / kernel.sum(axis=0)) @ slopes
    return difficulty[:, None] + np.log(slopes)[None, :]
