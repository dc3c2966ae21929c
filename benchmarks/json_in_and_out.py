"""A county's record from JSON and to JSON, against msgspec and pydantic.

Limitations: the facilities, payments and bans of a county. The classes of the others name the same
fields with the same types and bounds; they do not ask what the library asks besides, and what they
answer to a fault is less (see README.md). Nothing is read from a disk.
"""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from attrs import frozen

from benchmarks.measuring import Comparison, Effort, Side, expect, take_turns
from benchmarks.peers import with_msgspec, with_pydantic
from benchmarks.whole_county import THOUSAND, county_of
from infantcare_policy import County
from infantcare_policy.codec import from_json, to_data, to_json
from infantcare_policy.samples import yijun_county

PARTS = ("id", "facilities", "payments", "bans")


@frozen
class Format:
    """Something that reads a county from JSON, and writes it as JSON."""

    name: str
    read: Callable[[bytes], Any]
    write: Callable[[Any], str | bytes]


FORMATS = (
    Format("msgspec", with_msgspec.read, with_msgspec.write),
    Format("pydantic", with_pydantic.read, with_pydantic.write),
    Format("codec", partial(from_json, kind=County), to_json),
)


def compare(effort: Effort) -> list[Comparison]:
    """Read and write two counties in turns; a time is that of one facility."""
    sample = yijun_county()
    small = County(
        id=sample.id, facilities=sample.facilities, payments=sample.payments, bans=sample.bans
    )
    counties = {"the sample": small, f"{THOUSAND} facilities": county_of(THOUSAND)}
    rows: list[Comparison] = []
    for words, county in counties.items():
        sides = [side for each in FORMATS for side in _sides(each, county, words)]
        timed = take_turns(sides, rounds=effort.documents, seconds=effort.seconds)
        *others, read, write = timed
        for ours, theirs in ((read, others[::2]), (write, others[1::2])):
            rows += (Comparison(what=ours, against=each) for each in theirs)
    return rows


def _sides(tried: Format, county: County, words: str) -> tuple[Side, Side]:
    """Check that a county comes back as it went in, to the letter, before either way is timed."""
    data = to_data(county)
    plain = {part: data[part] for part in PARTS}
    document = json.dumps(plain, ensure_ascii=False).encode()
    record = tried.read(document)
    written = json.loads(tried.write(record))
    expect(f"{tried.name}: {words}", {part: written[part] for part in PARTS}, plain)
    size = len(county.facilities or ())
    return (
        Side(name=f"{tried.name} in, {words}", run=partial(tried.read, document), parts=size),
        Side(name=f"{tried.name} out, {words}", run=partial(tried.write, record), parts=size),
    )
