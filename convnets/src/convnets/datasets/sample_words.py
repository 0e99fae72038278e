"""The words and sentences that the sample reviews are made of."""

NEGATIONS = ("not", "never", "hardly")
AFFIRMATIONS = ("truly", "really", "always")

POSITIVE = (
    *("good", "great", "wonderful", "brilliant", "charming", "moving", "clever", "gripping"),
    *("beautiful", "funny", "superb", "delightful"),
)
NEGATIVE = (
    *("bad", "awful", "terrible", "dull", "boring", "clumsy", "stupid", "tedious"),
    *("ugly", "silly", "dreadful", "annoying"),
)

# Between a negation or affirmation and its adjective stands one of these: `GAP` words that say nothing.
GAP_PHRASES = tuple(
    phrase.split()
    for phrase in (
        "by any measure",
        "in my opinion",
        "in every way",
        "from my seat",
        "to be honest",
        "at this length",
        "for a minute",
        "on second thought",
    )
)
GAP = 3

ASPECTS = (
    *("acting", "plot", "story", "music", "camera", "dialogue", "ending", "pace", "cast", "editing", "script"),
    *("direction", "humour", "opening", "soundtrack", "sound", "light", "tone"),
)
OPINIONS = (
    "i found the {aspect} {adjective}",
    "the {aspect} is {adjective}",
    "what a {adjective} {film}",
    "there is something {adjective} about the {aspect}",
    "a {adjective} {aspect} if you ask me",
    "to me the {aspect} felt {adjective} from the first {scene} on",
    "the {aspect} gets {adjective} after the first half hour",
)
LINKED_OPINIONS = (
    "the {aspect} was {link} {gap} {adjective}",
    "{person} as the {job} was {link} {gap} {adjective}",
    "i thought the {aspect} was {link} {gap} {adjective}",
    "for my friends the {aspect} was {link} {gap} {adjective}",
)
NEUTRAL = (
    "the {film} is set in {place} in the {season}",
    "{person} plays a {job} who comes back to {place}",
    "a {job} and a {job} meet on a train to {place}",
    "we saw it at the cinema in {place} last {season}",
    "it is the second {film} by {person}",
    "{person} and {person} worked together before on a {film} called {title}",
    "the book by {person} came out some years ago",
    "it lasts about two hours and was shot in {place}",
    "in one {scene} the {job} looks for a {thing} in an old house",
    "the {thing} belongs to {person} who lives in {place}",
    "my {relative} bought the tickets for the {film}",
    "later {person} finds the {thing} under the {thing}",
    "there is a long {scene} with {person} and a {thing}",
    "{person} wrote the {film} together with a {job} from {place}",
    "after that the {job} drives to {place} with {person}",
    "this {film} was made before {title} and after {title}",
    "my {relative} had read about {person} in the paper",
    "some of it reminds me of {title} by {person}",
)
SLOTS = {
    "aspect": ASPECTS,
    "film": ("film", "movie", "picture", "feature"),
    "scene": ("scene", "sequence", "moment", "shot"),
    "season": ("winter", "summer", "autumn", "spring"),
    "relative": ("brother", "sister", "wife", "husband", "friend", "cousin", "father", "mother", "neighbour"),
    "job": (
        *("doctor", "teacher", "sailor", "lawyer", "painter", "farmer", "nurse", "soldier", "driver", "baker"),
        *("writer", "pilot", "cook", "singer", "judge", "clerk", "detective", "gardener", "student", "thief"),
    ),
    "thing": (
        *("letter", "key", "ring", "map", "suitcase", "photograph", "clock", "knife", "diary", "painting"),
        *("coat", "radio", "ticket", "bottle", "lamp", "mirror", "umbrella", "bicycle", "camera", "piano"),
    ),
}
# Persons, places and titles get made-up names, thousands of them, most of them rare: like the names in real reviews
# they say nothing, but a large net can learn the training reviews by heart with them.
NAME_SLOTS = ("person", "place", "title")
SYLLABLES = (
    *("ba", "be", "co", "da", "del", "do", "fa", "fer", "ga", "gor", "hal", "ho", "jo", "ka", "kel", "la", "lem"),
    *("li", "lo", "ma", "mar", "mi", "mon", "na", "nor", "o", "pa", "pel", "ra", "ri", "ros", "sa", "sel", "si"),
    *("ta", "ten", "to", "tu", "va", "ver", "vi", "wal", "wi", "ya", "za"),
)
