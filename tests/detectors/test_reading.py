"""What is read of many complaints at once is what is read of each by itself, and stands for no other."""

from __future__ import annotations

from msgspec.structs import replace

from detectors.engine.reading import UNREAD, Read, Readings
from detectors.mention import Basis, Complaint, Kind, Quoted
from detectors.text import normalise

TEXTS = (
    "The login page fails again since the update, and nobody answers. The login page fails again!",
    "Broken.",
    'They say "your parcel is on its way to the depot" and nothing ever comes of it at all here',
    "c a n n o t l o g i n a n y m o r e s i n c e t h e u p d a t e o f m o n d a y",
    "Die Seite lädt nicht mehr, seit gestern geht überhaupt gar nichts bei mir zu Hause",
    "g00d m0rn1ng c4n n0t l0g1n t0 my acc0unt s1nce y3sterday 4nd th3 4pp cr4shes",
    "Version 8.1 and 8.2 crash on my old phone whenever the camera opens the gallery",
    "",
)


def complaint_of(number: int, text: str, **fields: object) -> Complaint:
    complaint = Complaint(
        0, number, f"m{number}", "acme", float(number), f"p{number}", text, normalise(text, "en"), lang="en"
    )
    return replace(complaint, **fields)


def shown(read: Read) -> object:
    wording = read.wording
    known = None
    if wording is not None:
        sketch = wording.sketch
        known = sketch.least.tolist(), wording.length, sketch.words.tolist(), wording.words
    return read.complaint, read.post, read.sentences, known, read.terms


def test_many_at_once_are_read_as_each_by_itself() -> None:
    complaints = [complaint_of(number, text) for number, text in enumerate(TEXTS * 50)]
    complaints += [
        complaint_of(1000, TEXTS[0], kind=Kind.REPOST),
        complaint_of(1001, TEXTS[0], basis=Basis.REPLY, reply_to="m0"),
        complaint_of(1002, TEXTS[0], quoted=Quoted("ann", "it broke")),
    ]
    readings = Readings(complaints)
    assert [shown(readings.take(one)) for one in complaints] == [shown(UNREAD.take(one)) for one in complaints]
    assert sum(UNREAD.take(one).wording is not None for one in complaints) > len(complaints) / 2


def test_who_is_not_asked_for_holds_nobody_up() -> None:
    complaints = [complaint_of(number, text) for number, text in enumerate(TEXTS * 100)]
    readings = Readings(iter(complaints))
    assert [readings.take(one).complaint for one in complaints[::7]] == complaints[::7]
    assert readings.take(complaint_of(10_000, TEXTS[0])).complaint.id == "m10000"
    assert readings.take(complaints[-1]).complaint is complaints[-1]


def test_what_was_read_of_one_stands_for_no_other_of_its_place() -> None:
    first, second = complaint_of(1, TEXTS[0]), complaint_of(1, TEXTS[2])
    readings = Readings([first, second])
    assert readings.take(first).post.text == TEXTS[0]
    assert readings.take(second).post.text == TEXTS[2]
    assert readings.take(replace(second, text=TEXTS[4])).post.text == TEXTS[4]
