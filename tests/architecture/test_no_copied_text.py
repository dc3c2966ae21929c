"""The official text of the plan is not copied into the project: it is told in our own words.

`official_text_runs.txt` holds a digest of every run of 24 characters of the official text that has
a ，, a 。 or a ； in it, white space dropped. Names and titles have none of these, so they may be
written out. To make the file anew from the text of the plan:

    python tests/architecture/test_no_copied_text.py plan.zh.txt
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

DIGESTS = Path(__file__).with_name("official_text_runs.txt")
LENGTH = 24
STOPS = "，。；"
# of 16 hexadecimal digits: a run of another text has one in common by chance hardly ever
DIGITS = 16

INVENTED = (
    "凡在本镇开办的小小果园，每年春天都要种下三棵梨树；到了秋天，"
    "请邻居来尝果子，尝过的人在门口的木牌上写一个字。写满以后，换一块新的。"
)


def runs(text: str) -> Iterator[str]:
    """Give every run of a text that has a stop in it, white space dropped."""
    plain = re.sub(r"\s", "", text)
    last = len(plain) - LENGTH
    starts = {
        start
        for stop in re.finditer(f"[{STOPS}]", plain)
        for start in range(max(stop.start() - LENGTH + 1, 0), min(stop.start(), last) + 1)
    }
    return (plain[start : start + LENGTH] for start in sorted(starts))


def digest(run: str) -> str:
    return hashlib.sha256(run.encode()).hexdigest()[:DIGITS]


def copied(text: str, digests: Collection[str]) -> list[str]:
    """Find the runs of a text that are in the official one."""
    return [run for run in runs(text) if digest(run) in digests]


def files_of(project: Path) -> Iterable[Path]:
    """List the files of the project: those that git knows or would, else all that are no output."""
    git = which("git")
    if git and (project / ".git").exists():
        listed = subprocess.run(  # noqa: S603 - a fixed command
            [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=project,
            capture_output=True,
            check=False,
        )
        if listed.returncode == 0:
            names = {os.fsdecode(name) for name in listed.stdout.split(b"\0") if name}
            return sorted(file for name in names if (file := project / name).is_file())
    return sorted(_walked(project))


def _walked(project: Path) -> Iterator[Path]:
    for folder, names, files in os.walk(project):
        outputs = {"__pycache__", "build", "dist", "node_modules"}
        names[:] = [
            name
            for name in names
            if name not in outputs
            and not name.startswith(".")
            and not name.endswith(".egg-info")
            and not (Path(folder) / name / "pyvenv.cfg").exists()
        ]
        yield from (Path(folder) / file for file in files)


def text_of(file: Path) -> str:
    """Read a file as text; what is not UTF-8 in it is passed over, so that none is left out."""
    return file.read_bytes().decode("utf-8", errors="ignore")


def test_no_file_of_the_project_copies_the_official_text(project: Path) -> None:
    digests = set(DIGESTS.read_text(encoding="ascii").split())
    found = {
        str(file.relative_to(project)): some
        for file in files_of(project)
        if (some := copied(text_of(file), digests))
    }
    assert found == {}


def test_the_digests_are_those_of_a_whole_text() -> None:
    lines = DIGESTS.read_text(encoding="ascii").splitlines()
    assert len(lines) > 3000
    assert lines == sorted(set(lines))
    assert all(re.fullmatch(rf"[0-9a-f]{{{DIGITS}}}", line) for line in lines)


def test_the_files_of_the_project_are_listed(project: Path) -> None:
    listed = {str(file.relative_to(project)) for file in files_of(project)}
    assert {"pyproject.toml", "src/infantcare_policy/plan/data/yijun.toml"} <= listed
    assert str(Path(__file__).relative_to(project)) in listed


def test_so_they_are_without_git(project: Path, tmp_path: Path) -> None:
    listed = {str(file.relative_to(project)) for file in _walked(project)}
    assert {"pyproject.toml", "src/infantcare_policy/plan/data/yijun.toml"} <= listed
    for name in (".hidden/a.txt", "__pycache__/b.pyc", "env/pyvenv.cfg", "env/c.txt", "kept/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [file.name for file in files_of(tmp_path)] == ["d.txt"]


class TestTheTestItself:
    """A copied run is caught however it is broken up; what is shorter or has no stop is not."""

    DIGESTS_OF_INVENTED = frozenset(map(digest, runs(INVENTED)))

    def test_every_run_with_a_stop_has_a_digest(self) -> None:
        every = [INVENTED[i : i + LENGTH] for i in range(len(INVENTED) - LENGTH + 1)]
        assert list(runs(INVENTED)) == [run for run in every if set(run) & set(STOPS)]

    def test_stops_far_apart_have_runs_of_their_own(self) -> None:
        text = "甲" * 60 + "，" + "乙" * 60 + "。" + "丙" * 30 + "；丁"
        every = [text[i : i + LENGTH] for i in range(len(text) - LENGTH + 1)]
        assert list(runs(text)) == [run for run in every if set(run) & set(STOPS)]

    @pytest.mark.parametrize("text", ["", "，", "没有标点的一行字", "甲" * 100, "短，"])
    def test_a_text_without_a_run_has_none(self, text: str) -> None:
        assert list(runs(text)) == []

    def test_a_file_with_a_copied_run_is_caught(self, tmp_path: Path) -> None:
        file = tmp_path / "copy.toml"
        file.write_text(f'summary = "起头，{INVENTED[20:44]}。收尾"', encoding="utf-8")
        assert INVENTED[20:44] in copied(text_of(file), self.DIGESTS_OF_INVENTED)

    def test_white_space_and_line_breaks_hide_nothing(self) -> None:
        broken = "\n  ".join(INVENTED[10:40])
        assert copied(broken, self.DIGESTS_OF_INVENTED)

    def test_a_file_that_is_not_all_text_is_read_all_the_same(self, tmp_path: Path) -> None:
        file = tmp_path / "catalogue.mo"
        file.write_bytes(b"\xde\x12\x04\x95\xff" + INVENTED[:40].encode() + b"\xff\x00")
        assert copied(text_of(file), self.DIGESTS_OF_INVENTED)

    def test_a_shorter_piece_is_no_copy(self) -> None:
        assert copied(f"甲{INVENTED[20:43]}乙", self.DIGESTS_OF_INVENTED) == []

    def test_another_text_is_no_copy(self) -> None:
        assert copied(INVENTED[::-1], self.DIGESTS_OF_INVENTED) == []


if __name__ == "__main__":
    official = Path(sys.argv[1]).read_text(encoding="utf-8")
    DIGESTS.write_text(
        "".join(f"{line}\n" for line in sorted(set(map(digest, runs(official))))), encoding="ascii"
    )
