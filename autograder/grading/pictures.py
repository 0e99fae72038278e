"""Pictures of a submission that may be shown in a page: found by what a text calls them, and checked."""

import base64
import binascii
import io
import unicodedata
import warnings
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, unquote_to_bytes

from PIL import Image

MAX_BYTES = 10 << 20  # of one picture: a photograph of a page has 3 to 8 MiB
MAX_BYTES_IN_ALL = 30 << 20  # of a submission: the graded notebook and the feedback hold them
MAX_PIXELS = 60_000_000  # of one picture: a file of some KiB can fill a browser's memory

ATTACHMENT = "attachment:"

# By Pillow's name; MPO is what many phones write as JPEG. Not SVG: it can hold scripts.
_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
_SVG = "it is an SVG drawing, which can hold scripts"
_EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}

PICTURES = frozenset((".gif", ".jfif", ".jpe", ".jpeg", ".jpg", ".png", ".webp"))
# Pictures and documents that a written answer may consist of, and that no page shows.
OTHERS = frozenset(
    (".avif", ".bmp", ".doc", ".docx", ".heic", ".heif", ".key", ".odg", ".odp", ".odt", ".pages", ".pdf", ".ppt")
) | {".pptx", ".rtf", ".svg", ".tif", ".tiff"}


class NotShown(Exception):
    """Why a picture is not shown, and whether it was handed in at all."""

    def __init__(self, reason: str, *, handed_in: bool = True):
        super().__init__(reason)
        self.handed_in = handed_in


class Elsewhere(Exception):
    """The picture lies on another computer. It is not loaded: its owner would learn who grades, and when."""


@dataclass(frozen=True)
class Picture:
    """A picture that may be shown.

    Attributes:
        kind: its MIME type, as its content has it.
        data: in base64.
    """

    kind: str
    data: str

    @property
    def extension(self) -> str:
        """The usual one, without a dot."""
        return _EXTENSIONS[self.kind]


class Pictures:
    """The pictures of one submission.

    Args:
        files: the supporting files, by relative path.

    Attributes:
        files: as given.
    """

    def __init__(self, files: Mapping[str, bytes]):
        self.files = files
        self._room = MAX_BYTES_IN_ALL
        self._checked: dict[bytes, Picture] = {}
        self._paths: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)  # by the last part
        for file in files:
            parts = PurePosixPath(normal(file)).parts
            self._paths[parts[-1]].append((parts, file))

    def get(self, source: str, attachments: Mapping[str, object]) -> Picture:
        """The picture that a text calls `source`.

        Args:
            source: as it stands in the text: a file, `attachment:name`, or an address.
            attachments: those of the cell.

        Raises:
            NotShown: if it was not handed in, or cannot be shown.
            Elsewhere: if it is the address of another computer.
        """
        scheme = source.partition(":")[0].lower()
        if scheme in ("http", "https", "ftp") or source.startswith(("//", "\\\\")):
            raise Elsewhere
        if scheme == "data":
            return self._check(_of_data_address(source))
        if found := attachment_named(source, attachments):
            return self._check(_of_attachment(attachments[found]))
        if found := self.file_named(source.removeprefix(ATTACHMENT)):
            return self._check(self.files[found], found)
        raise NotShown("it was not handed in", handed_in=False)

    def file_named(self, name: str) -> str:
        """The path of the file that a text means by a name, "" if there is none, or no single one.

        The name may be percent-encoded, in upper or lower case, of Windows, or a path on the student's own computer.
        """
        for spelling in (name, unquote(name), unquote(name.partition("#")[0].partition("?")[0])):
            wanted = PurePosixPath(normal(spelling.replace("\\", "/"))).parts
            there = self._paths.get(wanted[-1], []) if wanted else []
            for length in range(len(wanted), 0, -1):
                ends = [(parts, file) for parts, file in there if parts[-length:] == wanted[-length:]]
                same = [(parts, file) for parts, file in ends if len(parts) == length]
                if len(same or ends) == 1:
                    return (same or ends)[0][1]
        return ""

    def spend(self, picture: Picture) -> None:
        """Count a picture that is set into a text.

        Raises:
            NotShown: if there would be too many of them.
        """
        if len(picture.data) * 3 // 4 > self._room:
            raise NotShown(f"the pictures of the submission are larger than {MAX_BYTES_IN_ALL >> 20} MiB in total")
        self._room -= len(picture.data) * 3 // 4

    def _check(self, content: bytes, name: str = "") -> Picture:
        if len(content) > MAX_BYTES:
            raise NotShown(f"it is larger than {MAX_BYTES >> 20} MiB")
        if content not in self._checked:
            self._checked[content] = Picture(_type_of(content, name), base64.b64encode(content).decode())
        return self._checked[content]


def attachment_named(source: str, attachments: Mapping[str, object]) -> str:
    """The name of the attachment that a text means by `attachment:name`, "" if there is none."""
    if not source.startswith(ATTACHMENT):
        return ""
    name = source.removeprefix(ATTACHMENT)
    names = {normal(unquote(each)): each for each in attachments}
    return name if name in attachments else names.get(normal(unquote(name)), "")


def normal(text: str) -> str:
    """A name as file systems compare it that ignore case; macOS writes umlauts as two characters."""
    return unicodedata.normalize("NFC", text).casefold()


def _of_attachment(bundle: object) -> bytes:
    kinds = bundle if isinstance(bundle, dict) else {}
    for kind, data in kinds.items():
        if isinstance(data, str) and "svg" not in kind.lower():
            return _decoded(data.encode())
    raise NotShown(_SVG if kinds else "it is empty")


def _of_data_address(source: str) -> bytes:
    head, _, data = source.partition(",")
    if "svg" in head.lower():
        raise NotShown(_SVG)
    content = unquote_to_bytes(data)
    return _decoded(content) if head.lower().endswith(";base64") else content


def _decoded(data: bytes) -> bytes:
    try:
        return base64.b64decode(b"".join(data.split()), validate=True)
    except binascii.Error:
        raise NotShown("its data is damaged") from None


def _type_of(content: bytes, name: str) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the size, which is checked below
            with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "GIF", "WEBP")) as image:
                kind, (width, height) = _TYPES[image.format or ""], image.size
                image.verify()
    except Image.DecompressionBombError:
        raise NotShown(f"it has more than {MAX_PIXELS:,} pixels") from None
    except Exception:  # Pillow raises many types for what is no picture, or half of one
        raise NotShown(_reason(PurePosixPath(name).suffix.lower())) from None
    if width * height > MAX_PIXELS:
        raise NotShown(f"it has more than {MAX_PIXELS:,} pixels")
    return kind


def _reason(suffix: str) -> str:
    if suffix == ".svg":
        return _SVG
    if suffix in OTHERS:
        return f"a page does not show {suffix[1:].upper()} files"
    return "it is not a whole PNG, JPEG, GIF or WebP picture"
