"""What the paths of a download say: whose a file is, and what it is. One class for each system.

From the sources of each system, November 2026: Moodle `mod/assign/classes/downloader.php`; Canvas
`lib/content_zipper.rb`; OpenOLAT `GTACourseNode.java`; ILIAS `class.ilExSubmission.php`; GitHub Classroom's `gh
classroom clone`; nbgrader `exchange/default/submit.py`.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile


@dataclass(frozen=True)
class Owner:
    """Whose a file is, in the words of the system.

    Attributes:
        keys: what can stand in a list of participants for this person or group, the likeliest first.
        name: as the system shows it, "" if it does not.
        is_group: whether a group handed in.
        groups: names that it has if it is a group, where that is not clear.
    """

    keys: tuple[str, ...]
    name: str = ""
    is_group: bool = False
    groups: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """For messages."""
        return f"{self.name or self.keys[0]} ({self.keys[0]})"


@dataclass(frozen=True)
class Item:
    """What a path says.

    Attributes:
        owner: whose the file is.
        file: its path in what was handed in.
        version: of several, the highest was handed in last.
        is_late: whether the system says that it is late.
        time: when it was handed in, as text, "" if the path does not say so.
        original: the name of a file that the system has renamed, "" if it has not.
        assignment: that it was handed in for, "" if the path does not say so.
        place: the folder of the download that holds the owner's.
    """

    owner: Owner
    file: str
    version: tuple[int, ...] = ()
    is_late: bool = False
    time: str = ""
    original: str = ""
    assignment: str = ""
    place: str = ""


class Format(ABC):
    """How a system names files in a download.

    Attributes:
        name, title: for the command line, and for people.
        path: what the path of a submission's file matches.
        own: what the path of a file matches that the system adds to the download.
    """

    name: str
    title: str
    path: re.Pattern[str]
    own: re.Pattern[str] | None = None

    def item(self, path: str) -> Item | None:
        """What a path says; None if it is not a submission's."""
        found = self.path.search(path)
        return replace(self.of_match(found), place=path[: found.start()]) if found else None

    @abstractmethod
    def of_match(self, found: re.Match[str]) -> Item:
        """What a path says that matches."""


class Moodle(Format):
    """`<full name>_<participant id>_assignsubmission_file/<path>`, or the same without folders."""

    name, title = "moodle", "Moodle"
    path = re.compile(
        r"(?:^|/)(?P<name>[^/_]+)_(?P<id>\d+)_assignsubmission_(?P<kind>file|onlinetext)_?/?(?P<file>[^/].*)$"
    )

    def of_match(self, found: re.Match[str]) -> Item:
        """What a path says that matches."""
        keys = (found["id"], found["name"])
        return Item(Owner(keys, found["name"]), found["file"])


class Canvas(Format):
    """`<name>[_LATE]_<user id>_<attachment id>_<file>`; a second file of the same name is `<stem>-1.<suffix>`."""

    name, title = "canvas", "Canvas"
    path = re.compile(r"(?:^|/)(?P<name>[^/_]+)(?P<late>_LATE)?_(?P<id>\d+)_(?P<attachment>\d+)_(?P<file>[^/]+)$")
    _AGAIN = re.compile(r"-\d+(?=\.\w+$)")

    def of_match(self, found: re.Match[str]) -> Item:
        """What a path says that matches."""
        file = re.sub(r"\.ipynb\.json$", ".ipynb", found["file"])  # so Chrome saves it
        version = (int(found["attachment"]),)
        owner = Owner((found["id"],), found["name"])
        return Item(owner, self._AGAIN.sub("", file), version, bool(found["late"]), original=file)


class OpenOLAT(Format):
    """`<last>_<first>_<login>/<n>_submissions/<path>`; later rounds are `<n>_revisions_<round>`.

    The bulk download of the assessment tool is the same archive (`BulkDownloadToolController.java`).
    """

    name, title = "openolat", "OpenOLAT"
    own = re.compile(r"(?:^|/)(?:\d+_(?:task|corrections|assessment|grading)[^/]*|solutions)/.|\.xlsx$")
    path = re.compile(
        r"(?:^|/)(?P<folder>[^/]+_[^/]+)/\d+_(?P<step>submissions|revisions_(?P<round>\d+))/(?P<file>.+)$"
    )

    def of_match(self, found: re.Match[str]) -> Item:
        """What a path says that matches."""
        parts = found["folder"].split("_")
        # A login may hold "_": with a list of participants, the longest that is known is taken.
        keys = tuple("_".join(parts[start:]) for start in range(min(2, len(parts) - 1), len(parts)))
        is_group = len(parts) == 2 and parts[1].isdecimal()
        name = parts[0] if is_group else " ".join(reversed(parts[:2]))
        # "My_Group_77" is a group "My Group", or someone with the login "77": a list of participants tells.
        group = found["folder"].rpartition("_")[0] if parts[-1].isdecimal() else ""
        groups = (group, group.replace("_", " ")) if group else ()
        return Item(Owner(keys, name, is_group, groups), found["file"], (int(found["round"] or 0),))


class Ilias(Format):
    """`<last>_<first>_<login>_<user id>/<file>`, of teams `Team <id>/<file>`; late files begin with a remark."""

    name, title = "ilias", "ILIAS"
    path = re.compile(r"(?:^|/)(?:(?P<folder>[^/]+_[^/]+_[^/]+)_(?P<id>\d+)|Team (?P<team>\d+))/(?P<file>[^/]+)$")
    _LATE = re.compile(r"^(?:Late Submission|Verspätete Abgabe) - ")
    _AGAIN = re.compile(r" \((\d+)\)(?=\.\w+$)")

    def of_match(self, found: re.Match[str]) -> Item:
        """What a path says that matches."""
        file, late = self._LATE.subn("", found["file"])
        again = self._AGAIN.search(file)
        version = (int(again[1]) if again else 1,)
        if team := found["team"]:
            owner = Owner((f"Team {team}", team), f"Team {team}", True)
        else:
            last, first, login = found["folder"].split("_", 2)
            owner = Owner((found["id"], login), f"{first} {last}")
        return Item(owner, self._AGAIN.sub("", file), version, bool(late), original=file)


class Exchange(Format):
    """nbgrader's `inbound/<student>+<assignment>+<time>[+<random>]/<path>`."""

    name, title = "nbgrader", "nbgrader's exchange"
    path = re.compile(
        r"(?:^|/)(?P<id>[^/+]+)\+(?P<assignment>[^/+]+)\+"
        r"(?P<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ [^/+]+)(?:\+[^/]*)?/(?P<file>.+)$"
    )

    def of_match(self, found: re.Match[str]) -> Item:
        """What a path says that matches."""
        version = tuple(int(number) for number in re.findall(r"\d+", found["time"]))
        return Item(Owner((found["id"],)), found["file"], version, time=found["time"], assignment=found["assignment"])


class Classroom(Format):
    """Repositories of GitHub Classroom side by side, `<assignment>-<user>/<path>`.

    Args:
        assignment: what all names begin with.
    """

    name, title = "github", "GitHub Classroom"

    def __init__(self, assignment: str):
        self.path = re.compile(rf"^(?:[^/]+/)?{re.escape(assignment)}-(?P<id>[A-Za-z0-9-]+)/(?P<file>.+)$")

    def of_match(self, found: re.Match[str]) -> Item:
        """What a path says that matches."""
        return Item(Owner((found["id"],)), found["file"])


FORMATS: tuple[Format, ...] = (Moodle(), Exchange(), OpenOLAT(), Canvas(), Ilias())


def recognized(paths: Sequence[str]) -> Format | None:
    """The system whose names these are; None if it is none that is known."""
    counts = [(sum(each.item(path) is not None for path in paths), each) for each in (*FORMATS, *classroom(paths))]
    best = max(counts, key=lambda count: count[0])
    return best[1] if best[0] else None


def classroom(paths: Sequence[str]) -> list[Format]:
    """GitHub's format, if folders side by side have names with the same beginning."""
    folders = {path.split("/")[0] for path in paths if "/" in path}
    if len(folders) == 1:
        folders = {path.split("/")[1] for path in paths if path.count("/") > 1}
    if len(folders) < 2:
        return []
    pieces = zip(min(folders).split("-"), max(folders).split("-"), strict=False)
    beginning = "-".join(first for first, _ in takewhile(lambda pair: pair[0] == pair[1], pieces))
    return [Classroom(beginning)] if beginning else []
