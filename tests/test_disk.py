"""Files that are no data, and files that are written: what is read is regular and bounded, what is written is whole."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from indicators import collection, tables
from indicators.cli import main
from indicators.collection import files, revisions, yamlfile
from indicators.disk import regular, whole
from indicators.tables import current
from tests.samples import MINI, change, commit, copy_of_mini, git, repository_of_mini

CITIES = tables.promises(collection.load(MINI))["city"].value_counts()  # how many promises each has
WHY = "No such file|not a regular file|File name too long|a directory"
Made = Callable[[Path], object]  # what is put in a path's place


def socket_at(path: Path) -> None:
    os.chdir(path.parent)  # the names of sockets are short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)


def outside(path: Path) -> None:
    secret = path.parents[3] / "secret"
    secret.write_text("promises: {}\n地区生产总值增长6%\n", encoding="utf-8")
    path.symlink_to(secret)


def inside(path: Path) -> None:
    path.symlink_to(next(each for each in path.parent.rglob("*") if each.is_file()))


ODD: dict[str, Made] = {
    "a dangling link": lambda path: path.symlink_to("nowhere"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to a device": lambda path: path.symlink_to("/dev/zero"),
    "a link to a file outside": outside,
    "a link to a file inside": inside,
    "a pipe": os.mkfifo,
    "a socket": socket_at,
    "a folder": Path.mkdir,
}
ODD_BY_NAME = pytest.mark.parametrize("made", ODD.values(), ids=ODD)


@pytest.fixture
def curated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the invented data, which is served."""
    root = copy_of_mini(tmp_path)
    monkeypatch.setenv("INDICATORS_CURATED", str(root))
    monkeypatch.chdir(tmp_path)
    return root


def lines(root: Path) -> list[str]:
    return [problem.text() for problem in collection.load(root).problems]


def run(*arguments: object) -> Result:
    done = CliRunner().invoke(main, [str(each) for each in arguments], env={"LC_ALL": "C.UTF-8"})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


# Reading


@ODD_BY_NAME
@pytest.mark.parametrize("name", ["yunzhou/2024.yaml", "yunzhou/city.yaml", "indicators.yaml"])
def test_what_is_no_file_is_one_line_where_a_file_should_be(name: str, made: Made, curated: Path) -> None:
    (curated / name).unlink(missing_ok=True)
    made(curated / name)
    found = [line for line in lines(curated) if line.startswith(f"curated/{name}:")]
    assert len(found) == 1 and "unreadable: the file can't be read: it is " in found[0]
    left = {"yunzhou/2024.yaml": CITIES.sum(), "yunzhou/city.yaml": CITIES["lancheng"], "indicators.yaml": 0}[name]
    assert len(current.frames().promises) == left
    assert run("check", curated).exit_code == 1


@ODD_BY_NAME
def test_what_is_no_file_is_nothing_where_no_one_asks_for_it(made: Made, curated: Path) -> None:
    before = current.frames().version
    for place in ("../seeds/notes.txt", "../seeds/.#yunzhou-2022.txt", "yunzhou/.#2022.yaml", ".#indicators.yaml"):
        made(curated / place)
        assert lines(curated) == [], place
        assert current.frames().version == before


@ODD_BY_NAME
def test_what_is_no_file_is_no_text(made: Made, curated: Path) -> None:
    text = curated.parent / "seeds" / "yunzhou-2022.txt"
    text.unlink()
    made(text)
    found = [line for line in lines(curated) if ": source-file: " in line]
    assert len(found) == 1 and "seeds/yunzhou-2022.txt can't be read: it is " in found[0]


@pytest.mark.parametrize(
    "name",
    [
        "../yunzhou-2022.txt",
        "/etc/passwd",
        "..",
        ".",
        "a\0b",
        "\udcff",
        ".hidden.txt",
        "x" * 5000,
        "a\nb",
        "A",
    ],
)
def test_a_name_that_no_text_has_is_a_line(name: str, curated: Path) -> None:
    change(curated / "yunzhou/city.yaml", "file: yunzhou-2022.txt", f"file: {json.dumps(name)}")
    (curated.parent / ".hidden.txt").write_text("x", encoding="utf-8")
    assert any("yunzhou/city.yaml" in line for line in lines(curated))
    with pytest.raises(OSError, match=WHY):
        files.Files(curated, None, {}).text(name)
    with pytest.raises(OSError, match=WHY):
        regular.read(curated, f"yunzhou/{name}", 100)


@pytest.mark.parametrize("folder", ["Yunzhou", "yun zhou", "a\nb", "a\u202eb", os.fsdecode(b"\xff"), "云州", "0a"])
def test_a_folder_that_is_no_city_by_its_name_is_a_line(folder: str, curated: Path) -> None:
    (curated / "yunzhou").rename(curated / folder)
    (line,) = [line for line in lines(curated) if "folder-name" in line]
    line.encode()  # can be sent
    assert line.isprintable() and line.startswith(f"curated/{files.shown(folder)}:1:1: ")
    instead = {f"curated/{folder}/city.yaml": b"zh: x\n"}
    assert [p.code for p in collection.load(MINI, instead=instead).problems] == ["folder-name"]


@pytest.mark.parametrize("name", ["2022.YAML", "City.yaml", "2024\n.yaml", os.fsdecode(b"2024\xff.yaml"), "2024.yml"])
def test_a_file_that_is_no_year_by_its_name_is_a_line(name: str, curated: Path) -> None:
    (curated / "yunzhou" / name).write_bytes(b"promises: {}\n")
    (line,) = lines(curated)
    line.encode()
    assert "not-a-year" in line


def test_a_linked_folder_is_a_line(curated: Path) -> None:
    (curated / "lancheng").rename(curated.parent / "elsewhere")
    (curated / "lancheng").symlink_to("../elsewhere")
    assert lines(curated)[0].startswith("curated/lancheng:1:1: unreadable: the folder can't be read: it is a link")
    (curated.parent / "seeds").rename(curated.parent / "texts")
    (curated.parent / "seeds").symlink_to("texts")
    assert any("source-file" in line for line in lines(curated))
    os.symlink(curated, curated.parent / "named")  # who runs the program may name the data by a link
    assert len(collection.load(curated.parent / "named", curated.parent / "texts").years) == 3


def test_a_huge_folder_is_a_line_and_no_more(curated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regular, "MOST", 20)
    for i in range(30):
        (curated / "lancheng" / f"notes-{i}").touch()
    assert any("curated/lancheng:1:1: unreadable" in line for line in lines(curated))
    assert files.stamps(curated)["curated/lancheng?"] == (errno.E2BIG,)
    assert len(current.frames().promises) == CITIES["yunzhou"]


def test_large_files_are_lines(curated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_TEXT", 300)
    (curated / "yunzhou/2022.yaml").write_bytes(b"#" * (yamlfile.LARGEST + 10))
    found = lines(curated)
    assert any("2022.yaml:1:1: too-large" in line for line in found)
    assert any("can't be read: there are more than 300 bytes" in line for line in found)
    monkeypatch.setattr(files, "LARGEST_WHOLE", 3000)
    assert any("there are more than 3000 bytes" in line for line in lines(curated))


def test_what_may_not_be_read_is_a_line(curated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = os.open

    def refused(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if path in ("2022.yaml", "lancheng"):
            raise PermissionError(errno.EACCES, "no")
        return really(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", refused)
    found = lines(curated)
    assert any("yunzhou/2022.yaml:1:1: unreadable: the file can't be read: its permissions" in line for line in found)
    assert any("curated/lancheng:1:1: unreadable: the folder can't be read: its permissions" in line for line in found)
    files.stamps(curated)


@pytest.mark.parametrize("what", ["vanishes", "becomes a pipe", "grows", "is replaced"])
def test_a_file_that_changes_under_the_reader_is_no_failure(
    what: str, curated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After it was listed or looked at, before it is opened or while it is read."""
    file, really, done = curated / "lancheng/2022.yaml", os.open, [False]
    content = file.read_bytes()

    def opened(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if path != "2022.yaml" or done[0]:
            return really(path, flags, mode, dir_fd=dir_fd)
        done[0] = True
        if what == "grows":
            found = really(path, flags, mode, dir_fd=dir_fd)
            with file.open("ab") as more:
                more.write(b"# more\n")
            return found
        file.unlink()
        if what == "becomes a pipe":
            os.mkfifo(file)
        if what == "is replaced":
            file.write_bytes(content + b"# other\n")
        return really(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", opened)
    found = lines(curated)
    assert found == [] if what in ("grows", "is replaced") else len(found) == 1 and "unreadable" in found[0]
    if what == "grows":
        done[0] = False
        assert regular.read(curated, "lancheng/2022.yaml", 10**6).endswith(b"# more\n# more\n")


def test_a_root_that_can_be_no_folder_is_a_line(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    for root in ("a\0b", "x" * 5000, tmp_path / "loop", "/dev/null", os.fsdecode(b"/\xff"), "\ud800"):
        (problem,) = collection.load(root).problems
        problem.text().encode()
        assert problem.code == "missing-folder"
        files.stamps(Path(root))


def test_a_revision_has_regular_files_alone_and_within_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    curated = repository_of_mini(tmp_path)
    whole_version = collection.load(curated).version
    (curated / "yunzhou/2024.yaml").symlink_to("2022.yaml")
    (curated.parent / "seeds/link.txt").symlink_to("/etc/passwd")
    sub = git(curated.parent, "rev-parse", "HEAD")
    git(curated.parent, "update-index", "--add", "--cacheinfo", f"160000,{sub},curated/lancheng/2024.yaml")
    git(curated.parent, "add", "curated/yunzhou", "seeds")
    git(curated.parent, "commit", "--quiet", "--message=links")
    assert (revisions.at(curated, "HEAD").version, revisions.at(curated, "HEAD").problems) == (whole_version, ())
    (curated / "yunzhou/2024.yaml").unlink()
    (curated / "yunzhou/2024.yaml").write_bytes(b"# " + b"x" * 11_000_000)
    commit(curated, "A large file")
    assert [p.code for p in revisions.at(curated, "HEAD").problems] == ["too-large"]
    monkeypatch.setattr(revisions, "MOST", 3)
    with pytest.raises(revisions.RevisionError, match="more than 3 files"):
        revisions.at(curated, commit(curated, "The same"))


@pytest.mark.parametrize("option", ["--curated", "--seeds"])
def test_paths_on_the_command_line_that_no_file_has(option: str, curated: Path, tmp_path: Path) -> None:
    assert (run("check", option, "a\0b").exit_code, run("check", "x" * 5000).exit_code) == (2, 2)
    assert run("export", "a\0b.csv", "--curated", curated).exit_code == 2
    (tmp_path / "loop").symlink_to("loop")
    for command in (["check"], ["show", "yunzhou", "2022"], ["diff", "HEAD"], ["export", "o.csv"], ["corrections"]):
        for root in ("loop", "x" * 5000, "zero"):
            assert run(*command, "--curated", root).exit_code in (0, 1, 2)
    os.mkfifo(tmp_path / "report.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    for name in ("report.txt", "zero.txt"):
        for command in (["draft", name, "--city", "yunzhou"], ["new", "yunzhou", "2024", "--report", name]):
            done = run(*command, "--curated", curated)
            assert done.exit_code == 1 and "it is no file but a pipe, a socket or a device" in done.stderr
    assert run("rule", "zero.txt", "HEAD", "--curated", repository_of_mini(tmp_path / "r")).exit_code == 1


def test_commands_write_into_no_link_of_the_data(curated: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("2024年政府工作报告\n2023年，新建学校11所。\n今年，新建学校12所。\n", encoding="utf-8")
    target = tmp_path / "target"
    (curated / "yunzhou/2024.yaml").symlink_to(target)
    (curated.parent / "seeds/yunzhou-work-report-2025.txt").symlink_to(target)
    options = ["--city", "yunzhou", "--reviews", "2023", "--plans", "2024", "--write", "--curated", curated]
    assert "it is a link" in run("draft", report, *options).stderr
    assert "it is a link" in run("new", "yunzhou", "2025", "--report", report, "--curated", curated).stderr
    assert "it is a link" in run("new", "yunzhou", "2024", "--curated", curated).stderr
    assert not target.exists() and not (curated / "yunzhou/2025.yaml").exists()


def test_names_in_no_encoding_are_printed(tmp_path: Path) -> None:
    """In a process of its own, whose output refuses what is no UTF-8, as most terminals' do."""
    (tmp_path / "x").mkdir()
    root = tmp_path / "x" / os.fsdecode(b"\xff")
    copy_of_mini(tmp_path).rename(root)
    (tmp_path / "mini/seeds").rename(root.parent / "seeds")
    env = {**os.environ, "PYTHONIOENCODING": "utf-8:strict", "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-c", "from indicators.cli import main; main()", "check", "--curated", str(root)]
    done = subprocess.run(command, capture_output=True, env=env, timeout=60, check=False)
    assert b"Traceback" not in done.stderr and b"no problem" in done.stdout


# Writing


def leftovers(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if each.name.startswith("."))


STEPS = ("open", "write", "fsync", "replace", "fchmod", "fchown", "unlink", "close", "fstat")


@contextmanager
def forked(steps: int) -> Iterator[Callable[[Callable[[], object]], int]]:
    """A way to do something in a forked process that is killed at its so-manieth step on the disk, in the midst of it
    where it is a writing; gives how many steps were left."""

    def do(work: Callable[[], object]) -> int:
        child = os.fork()
        if child:
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        left = steps

        def counted(name: str) -> None:
            really = getattr(os, name)

            def step(*args: object, **named: object) -> object:
                nonlocal left
                left -= 1
                if left == 0:
                    if name == "write":
                        really(args[0], bytes(args[1])[: len(bytes(args[1])) // 2])  # type: ignore[call-overload]
                    os._exit(9)
                return really(*args, **named)

            setattr(os, name, step)

        try:
            for name in STEPS:
                counted(name)
            work()
        finally:
            os._exit(0 if left > 0 else 1)
        return 0

    yield do


def killed_at_every_step(work: Callable[[], object], look: Callable[[], None]) -> int:
    """Do something again and again, killed one step later each time; look after each kill. How many steps it has."""
    for steps in range(1, 200):
        with forked(steps) as do:
            if do(work) == 0:
                return steps
        look()
    raise AssertionError("it has no end")


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # of forking beside threads: the child uses none
def test_a_writer_that_is_killed_at_any_step_leaves_old_or_new(tmp_path: Path) -> None:
    file, old, new = tmp_path / "2022.yaml", b"old" * 999, b"new" * 9999
    seen = set()

    def look() -> None:
        seen.add(file.read_bytes())
        assert all(name.startswith(".indicators-") for name in leftovers(tmp_path))
        whole.write(tmp_path / "other", b"")  # the next writer clears up
        assert leftovers(tmp_path) == []
        file.write_bytes(old)

    file.write_bytes(old)
    assert killed_at_every_step(lambda: whole.write(file, new), look) > 8
    assert seen == {old, new}
    assert file.read_bytes() == new


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_new_that_is_killed_at_any_step_leaves_what_is_in_order_and_goes_on(curated: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("2024年政府工作报告\n2023年，新建学校11所。\n今年，新建学校12所。\n", encoding="utf-8")
    command = ["new", "yunzhou", "2024", "--report", report, "--curated", curated]
    text = curated.parent / "seeds/yunzhou-work-report-2024.txt"
    written = [text, curated / "yunzhou/2024.yaml", curated / "yunzhou/city.yaml"]
    city = written[2].read_bytes()
    run(*command)
    done = {file: file.read_bytes() for file in written}
    beginnings = set()

    def undo() -> None:
        written[0].unlink(missing_ok=True)
        written[1].unlink(missing_ok=True)
        written[2].write_bytes(city)

    def look() -> None:
        new = tuple(file.exists() and file.read_bytes() == done[file] for file in written)
        beginnings.add(new)
        assert written[2].read_bytes() in (city, done[written[2]])
        assert set(lines(curated)) <= after, "a beginning is in order as the whole is"
        run(*command)
        assert {file: file.read_bytes() for file in written} == done
        assert [*leftovers(curated / "yunzhou"), *leftovers(curated.parent / "seeds")] == []
        undo()

    after = set(lines(curated))
    contents = dict(done)
    undo()
    killed_at_every_step(lambda: whole.write_all(contents), look)
    assert beginnings >= {(False, False, False), (True, False, False), (True, True, False), (True, True, True)}


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_full_disk_loses_nothing_and_is_one_line(error: int, curated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, city = curated.parent / "out.csv", (curated / "yunzhou/city.yaml").read_bytes()
    out.write_bytes(b"old")
    really, written = os.write, [0]

    def full(descriptor: int, content: bytes) -> int:
        written[0] += 1
        if written[0] == 1:
            return really(descriptor, content[:10])
        raise OSError(error, os.strerror(error))

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        done = run("export", out, "--curated", curated)
        written[0] = 0
        begun = run("new", "yunzhou", "2024", "--curated", curated)
    assert (done.exit_code, begun.exit_code) == (1, 1)
    said = {errno.ENOSPC: "the disk is full", errno.EROFS: "this disk can only be read", errno.EIO: "error 5"}[error]
    assert done.stderr == f"Error: {out}: {said}\n"
    assert (out.read_bytes(), (curated / "yunzhou/city.yaml").read_bytes()) == (b"old", city)
    assert (
        not (curated / "yunzhou/2024.yaml").exists() and leftovers(curated / "yunzhou") == leftovers(out.parent) == []
    )


def test_the_second_of_two_files_that_fails_leaves_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(IsADirectoryError) as refused:
        whole.write_all({tmp_path / "a": b"new", tmp_path: b"x"})
    assert refused.value.errno == errno.EISDIR
    with pytest.raises(FileNotFoundError) as missing:
        whole.write_all({tmp_path / "a": b"new", tmp_path / "none" / "b": b"x"})
    assert missing.value.filename == str(tmp_path / "none" / "b")
    assert (tmp_path / "a").read_bytes() == b"old" and leftovers(tmp_path) == []


def test_mode_and_links_stay(tmp_path: Path) -> None:
    file, link = tmp_path / "file", tmp_path / "link"
    file.write_bytes(b"old")
    file.chmod(0o640)
    link.symlink_to("file")
    whole.write(link, b"new")
    assert (file.read_bytes(), link.is_symlink(), stat.S_IMODE(file.stat().st_mode)) == (b"new", True, 0o640)
    before = os.umask(0o027)
    try:
        whole.write(tmp_path / "fresh", b"")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "fresh").stat().st_mode) == 0o640


def test_a_write_protected_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write all
    with pytest.raises(PermissionError):
        whole.write(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"old"


def test_another_writers_file_is_no_leftover(tmp_path: Path) -> None:
    theirs = tmp_path / ".indicators-0123456789abcdef.part"
    with theirs.open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        whole.write(tmp_path / "file", b"new")
        assert theirs.exists()
    os.mkfifo(tmp_path / ".indicators-pipe.part")
    whole.write(tmp_path / "file", b"new")
    assert not theirs.exists()


def test_pipes_and_outputs_take_the_bytes(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    code = "from indicators.disk import whole; from pathlib import Path; import sys; print('first', flush=True); "
    code += "whole.write(Path(sys.argv[1]), b'content')"
    reader = subprocess.Popen(["cat", tmp_path / "pipe.csv"], stdout=subprocess.PIPE)
    whole.write(tmp_path / "pipe.csv", b"content")
    assert reader.communicate(timeout=60)[0] == b"content" and leftovers(tmp_path) == []
    piped = subprocess.run([sys.executable, "-c", code, "/dev/stdout"], capture_output=True, timeout=60, check=True)
    assert piped.stdout == b"first\ncontent"
    with (tmp_path / "log").open("wb") as log:
        subprocess.run([sys.executable, "-c", code, "/dev/stdout"], stdout=log, timeout=60, check=True)
    assert (tmp_path / "log").read_bytes() == b"first\ncontent"
    whole.write(Path(os.devnull), b"content")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)
