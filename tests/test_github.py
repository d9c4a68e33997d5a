"""What runs and is asked at GitHub: valid, bound to least rights, and safe with pull requests from strangers."""

from __future__ import annotations

import importlib.util
import io
import json
import os
import re
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from indicators import collection
from indicators.collection import revisions
from indicators.tables.changes import changes
from indicators.views.pull_request import LONGEST, markdown
from indicators.words.inert import in_code
from tests.conftest import ROOT
from tests.samples import MINI, change, commit, git, repository_of_mini

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(f for f in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if f.name != "config.yml")

Reviewed = Callable[[str], subprocess.CompletedProcess[str]]


def _load(file: Path) -> dict[str, Any]:
    # A loader without YAML 1.1's booleans: a workflow's `on` is a word.
    content: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
    return content


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("comment", ROOT / ".ci" / "comment.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


comment = _script()


# The files


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-workflows", WORKFLOWS),
        ("github-issue-forms", FORMS),
        ("github-issue-config", [GITHUB / "ISSUE_TEMPLATE" / "config.yml"]),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_every_file_is_what_github_takes(schema: str, files: list[Path]) -> None:
    assert files
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *map(str, files)]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def _steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda f: f.name)
def test_no_workflow_may_more_than_it_needs(file: Path) -> None:
    workflow = _load(file)
    assert "pull_request_target" not in file.read_text(encoding="utf-8")
    rights = [
        workflow["permissions"],
        *(job["permissions"] for job in workflow["jobs"].values() if "permissions" in job),
    ]
    if file.name == "comment.yml":
        assert rights == [{}, {"actions": "read", "contents": "read", "pull-requests": "write"}]
    else:
        assert rights == [{"contents": "read"}]
        assert "secrets" not in file.read_text(encoding="utf-8") and "github.token" not in file.read_text(
            encoding="utf-8"
        )
    for job in workflow["jobs"].values():
        assert int(job["timeout-minutes"]) <= 20


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda f: f.name)
def test_actions_are_pinned_and_nothing_of_an_event_reaches_a_shell(file: Path) -> None:
    for line in file.read_text(encoding="utf-8").splitlines():
        if "uses:" in line:
            assert re.search(r"uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line
    for step in _steps(_load(file)):
        assert "${{" not in step.get("run", "")
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] == "false"


def test_the_workflow_that_may_comment_runs_only_our_own_code() -> None:
    workflow = _load(GITHUB / "workflows" / "comment.yml")
    assert workflow["on"] == {
        "workflow_run": {"workflows": [_load(GITHUB / "workflows" / "review.yml")["name"]], "types": ["completed"]}
    }
    checkout, run = _steps(workflow)
    assert checkout["with"]["ref"] == "${{ github.event.repository.default_branch }}"
    assert run == {"run": "python3 .ci/comment.py", "env": {"GITHUB_TOKEN": "${{ github.token }}"}}


def test_the_two_workflows_speak_of_the_same_artefact() -> None:
    uploads = {
        step["with"]["name"]: step["with"]["path"]
        for step in _steps(_load(GITHUB / "workflows" / "review.yml"))
        if "upload" in step.get("uses", "")
    }
    assert uploads == {comment.ARTEFACT: f"review/changes/{comment.FILE}", comment.PICTURES: "review/pictures/*.png"}


def test_what_the_workflows_run_is_there() -> None:
    targets = re.findall(r"^([\w./]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for file in WORKFLOWS:
        for step in _steps(_load(file)):
            words = step.get("run", "").split()
            if words[:1] == ["make"]:
                assert set(words[1:]) <= set(targets), words
            for word in words:
                assert not word.startswith(".ci/") or (ROOT / word).is_file(), word


def test_the_template_has_four_boxes_in_both_languages() -> None:
    boxes = re.findall(
        r"^- \[ \] (.*)$", (GITHUB / "pull_request_template.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(boxes) == 4
    for box in boxes:
        chinese, _, english = box.partition(" · ")
        assert (
            re.search(r"[\u4e00-\u9fff]", chinese)
            and re.search(r"[a-z]{4}", english)
            and not re.search(r"[\u4e00-\u9fff]", english)
        )


@pytest.mark.parametrize("file", FORMS, ids=lambda f: f.name)
def test_a_form_asks_in_both_languages(file: Path) -> None:
    form = _load(file)
    asked = [form["name"], *(part["attributes"]["label"] for part in form["body"])]
    asked += [
        o["label"] for part in form["body"] if part["type"] == "checkboxes" for o in part["attributes"]["options"]
    ]
    for label in asked:
        assert re.search(r"[\u4e00-\u9fff].* · [A-Z]", label), label


# .ci/review


@pytest.fixture
def reviewed(tmp_path: Path) -> Reviewed:
    """Runs .ci/review in a repository of the invented data, with the real command; pictures are only told, not
    drawn."""
    curated = repository_of_mini(tmp_path)
    change(curated / "yunzhou" / "2022.yaml", "target: {value: 300, better: lower,", "target: {value: 300,")
    commit(curated, "Coal")
    command = tmp_path / "indicators"
    command.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(ROOT)!r})\n"
        "if sys.argv[1] == 'brief':\n    open(sys.argv[3], 'w').write(' '.join(sys.argv[4:]))\n    sys.exit()\n"
        "from indicators.cli import main\nmain()\n",
        encoding="utf-8",
    )
    command.chmod(0o755)

    def run(base: str) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "INDICATORS": str(command), "LC_ALL": "C.UTF-8"}
        env.pop("INDICATORS_CURATED", None)
        return subprocess.run(
            [str(ROOT / ".ci" / "review"), base, "out"],
            cwd=curated.parent,
            env=env,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


def test_a_review_is_the_diff_and_a_picture_of_each_scorecard_that_changed(reviewed: Reviewed, tmp_path: Path) -> None:
    done = reviewed("HEAD^1")
    assert (done.returncode, done.stderr) == (0, "")
    out = tmp_path / "mini" / "out"
    assert (
        (out / "changes" / comment.FILE)
        .read_text(encoding="utf-8")
        .startswith("### 数据变动\n\n**承诺：修改1 · 因数据改变的判定：1**")
    )
    assert {f.name: f.read_text(encoding="utf-8") for f in (out / "pictures").iterdir()} == {
        "yunzhou-2022.png": "--lang zh -- yunzhou 2022"
    }


def test_a_review_of_no_change_is_empty(reviewed: Reviewed, tmp_path: Path) -> None:
    assert reviewed("HEAD").returncode == 0
    out = tmp_path / "mini" / "out"
    assert (out / "changes" / comment.FILE).read_bytes() == b""
    assert list((out / "pictures").iterdir()) == []


def test_a_review_against_what_is_not_there_fails(reviewed: Reviewed) -> None:
    done = reviewed("nowhere")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "Error: there is no revision nowhere"


def test_the_base_of_a_merged_pull_request_is_there_in_a_clone_of_depth_two(tmp_path: Path) -> None:
    """As the workflow fetches it: the merge of the pull request, and one commit behind it on either side."""
    curated = repository_of_mini(tmp_path)
    git(curated.parent, "checkout", "--quiet", "-b", "theirs")
    change(
        curated / "yunzhou" / "2022.yaml",
        "target: {value: 300, better: lower,",
        "target: {value: 300, better: lower, note: 一,",
    )
    commit(curated, "One")
    change(curated / "yunzhou" / "2022.yaml", "note: 一,", "note: 二,")
    commit(curated, "Two")
    git(curated.parent, "checkout", "--quiet", "main")
    (curated.parent / "notes.md").write_text("main went on", encoding="utf-8")
    commit(curated, "Main went on")
    git(curated.parent, "merge", "--quiet", "--no-ff", "--no-edit", "theirs")
    git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{curated.parent}", "clone")
    clone = tmp_path / "clone" / "curated"
    (figure,) = changes(revisions.at(clone, "HEAD^1"), collection.load(clone)).figures
    assert (figure.indicator, figure.what) == ("coal_output", ("note",))


# .ci/comment.py


@dataclass
class Fake:
    """GitHub as the script meets it: what is there, and what was sent."""

    pulls: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    comments: list[dict[str, Any]] = field(default_factory=list)
    sent: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    address: str = ""

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: dict[str, Any]) -> object:
        """The answer to a question, or None where there is no such place."""
        at = path.removeprefix("/repos/org/project")
        if method != "GET":
            self.sent.append((method, at, body))
            return {}
        if at == "/pulls":
            self.heads += query["head"]
            return [
                p
                for p in self.pulls
                if p["state"] == query["state"][0]
                and f"{p['head']['user']['login']}:{p['head']['ref']}" == query["head"][0]
            ]
        if at == "/actions/runs/77/artifacts":
            return {"artifacts": [{"name": name, "id": i, "expired": False} for i, name in enumerate(self.files, 1)]}
        if re.fullmatch(r"/issues/\d+/comments", at):
            page, size = int(query["page"][0]), int(query["per_page"][0])
            return self.comments[(page - 1) * size : page * size]
        return None


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fake]:
    """A server that answers like GitHub; files are handed out by another host, as there."""
    state = Fake()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            place = urlsplit(self.path)
            kept = re.fullmatch(r"/repos/org/project/actions/artifacts/(\d+)/zip", place.path)
            if kept:
                assert self.headers["Authorization"] == "Bearer secret"
                self.send_response(302)
                self.send_header("Location", f"http://localhost:{server.server_port}/blob/{kept[1]}")
                self.end_headers()
                return
            if place.path.startswith("/blob/"):
                told = self.headers["Authorization"]  # the other host must not learn the token
                self._send(500 if told else 200, list(state.files.values())[int(place.path.rsplit("/", 1)[1]) - 1])
                return
            length = int(self.headers.get("Content-Length") or 0)
            answer = state.answer(
                self.command, place.path, parse_qs(place.query), json.loads(self.rfile.read(length) or b"{}")
            )
            self._send(
                404 if answer is None or self.headers["Authorization"] != "Bearer secret" else 200,
                json.dumps(answer).encode(),
            )

        do_POST = do_PATCH = do_GET  # noqa: N815 - the names that http.server calls

        def _send(self, status: int, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    state.address = f"http://127.0.0.1:{server.server_address[1]}"
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    yield state
    server.shutdown()
    thread.join()
    server.server_close()


SHA = "a" * 40
RUN = {
    "id": 77,
    "head_sha": SHA,
    "head_branch": "year/2024 & more",
    "head_repository": {"id": 5, "owner": {"login": "stranger"}},
}


def _pull(number: int, **over: object) -> dict[str, Any]:
    head = {"sha": SHA, "ref": "year/2024 & more", "user": {"login": "stranger"}, "repo": {"id": 5}, **over}
    return {"number": number, "state": head.pop("state", "open"), "head": head}


def _zip(text: str | bytes, name: str = "comment.md") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return packed.getvalue()


TEXT = markdown(changes(revisions.nothing(MINI), collection.load(MINI)))


def _post(fake: Fake, run: dict[str, Any] | None = None) -> str:
    github = comment.GitHub(fake.address, "org/project", "secret")
    return str(comment.post(github, run or RUN, "https://github.example"))


def test_the_first_run_comments_and_the_next_renews_that_comment(fake: Fake) -> None:
    fake.pulls, fake.files = [_pull(3, sha="b" * 40), _pull(4)], {"changes": _zip(TEXT), "pictures": b"not looked at"}
    assert _post(fake) == "commented on #4"
    ((method, path, body),) = fake.sent
    assert (method, path) == ("POST", "/issues/4/comments")
    assert body["body"].startswith(f"{comment.MARK}\n**由机器列出，不是审阅。** ")
    ours, quoted = body["body"].removeprefix(f"{comment.MARK}\n{comment.HEAD}\n").split("\n\n[", 1)[::-1]
    assert all(line.startswith(">") for line in quoted.splitlines()) and "> ### 数据变动" in quoted
    assert "approves nothing" in comment.HEAD and "不表示同意" in comment.HEAD and "artifacts" in ours
    assert "https://github.example/org/project/actions/runs/77#artifacts" in body["body"]
    assert fake.heads == ["stranger:year/2024 & more"]
    others = [{"id": i, "user": {"login": "someone"}, "body": f"{comment.MARK}\nmine"} for i in range(100)]
    ghost = {"id": 500, "user": None, "body": None}
    fake.comments = [
        *others,
        ghost,
        {"id": 900, "user": {"login": comment.AUTHOR}, "body": "another bot's"},
        {"id": 901, "user": {"login": comment.AUTHOR}, "body": body["body"]},
    ]
    assert _post(fake) == "renewed the comment on #4"
    assert fake.sent[1][:2] == ("PATCH", "/issues/comments/901")


def test_a_change_that_was_taken_back_is_said_and_silence_stays_silence(fake: Fake) -> None:
    fake.pulls, fake.files = [_pull(4)], {"changes": _zip("")}
    assert _post(fake) == "no data changed"
    fake.comments = [{"id": 9, "user": {"login": comment.AUTHOR}, "body": comment.MARK}]
    assert _post(fake) == "renewed the comment on #4"
    ((_, _, body),) = fake.sent
    assert (
        "不改动数据" in body["body"] and "does not change the data" in body["body"] and "artifacts" not in body["body"]
    )


@pytest.mark.parametrize(
    "pull",
    [
        _pull(4, sha="b" * 40),
        _pull(4, repo={"id": 6}),
        _pull(4, repo=None),
        _pull(4, state="closed"),
        _pull(4, ref="main"),
    ],
    ids=["moved on", "another repository", "repository gone", "closed", "another branch"],
)
def test_only_the_pull_request_of_that_very_commit_is_commented(pull: dict[str, Any], fake: Fake) -> None:
    fake.pulls, fake.files = [pull], {"changes": _zip(TEXT)}
    assert _post(fake) == "no open pull request has this commit as its head"
    assert fake.sent == []


def test_a_run_that_composed_nothing_is_no_error(fake: Fake) -> None:
    fake.pulls = [_pull(4)]
    assert _post(fake) == "the run composed nothing"


def _two() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("comment.md", TEXT)
        archive.writestr("../../.bashrc", "evil")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("packed", "why"),
    [
        (b"no zip", "not a plain zip"),
        (_zip(TEXT)[:-30], "not a plain zip"),
        (_zip(TEXT).replace(b"\x08\x00", b"\x63\x00"), "not a plain zip"),
        (_zip(TEXT, "../../comment.md"), "nothing else"),
        (_two(), "nothing else"),
        (os.urandom(1_100_000), "more than 1000000 bytes"),
        (_zip(b"\xff\xfe"), "not UTF-8"),
        (_zip("表" * 400_000), "not UTF-8 text or too long"),
        (_zip("a" * 70_000), "more than 60000 characters"),
        (_zip("<script>alert(1)</script>"), "HTML of its own"),
        (_zip("<!-- indicators diff -->"), "HTML of its own"),
        (_zip("<details open>"), "HTML of its own"),
        (_zip("[here](//evil.example)"), "Markdown of its own"),
        (_zip("see `x"), "Markdown of its own"),
        (_zip("| `x | y` |"), "Markdown of its own"),
        (_zip("``x` @org/team"), "Markdown of its own"),
        (_zip("\\`x`"), "Markdown of its own"),
        (_zip("# Approved"), "Markdown of its own"),
        (_zip("Approved\n==="), "Markdown of its own"),
        (_zip("<details>\n<summary>`<img src=x>`</summary>"), "HTML of its own"),
        (_zip("- <br>\n`<img src=x>`"), "HTML of its own"),
        (_zip("\u202egnp.exe"), "nobody sees"),
        (_zip("see `@org/team <img> :tada: https://x`"), None),
        (_zip("thanks @org/team"), "names someone"),
        (_zip("thanks &#64;someone"), "names someone"),
        (_zip("fixes #12"), "names someone"),
        (_zip("https&#58;//x"), None),
        (_zip("https://evil.example"), "leads somewhere"),
    ],
    ids=lambda v: str(v)[:24] if isinstance(v, str) else "",
)
def test_an_artefact_that_is_not_what_we_print_is_not_posted(packed: bytes, why: str | None, fake: Fake) -> None:
    fake.pulls, fake.files = [_pull(4)], {"changes": packed}
    if why is None:  # a reference is text, and stays text
        assert _post(fake) == "commented on #4"
        return
    with pytest.raises(comment.CommentError, match=re.escape(why)):
        _post(fake)
    assert fake.sent == []


@example("#$0")
@given(st.one_of(st.text(), st.text(alphabet="<>|`*_[]()!#@:$&;\\~\n a1-/.w", max_size=40)))
def test_whatever_words_the_data_has_what_we_print_of_them_is_posted(words: str) -> None:
    assert comment.refusal(f"| {in_code(words)} | end |") is None


def test_what_we_print_is_no_longer_than_what_is_posted() -> None:
    assert comment.refusal(TEXT) is None
    assert LONGEST <= comment.LONGEST


def test_the_script_runs_as_the_workflow_runs_it(fake: Fake, tmp_path: Path) -> None:
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"workflow_run": RUN}), encoding="utf-8")
    env = {
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_REPOSITORY": "org/project",
        "GITHUB_TOKEN": "secret",
        "GITHUB_API_URL": fake.address,
    }
    env |= {"GITHUB_SERVER_URL": "https://github.example", "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}

    def run(token: str = "secret") -> tuple[int, str, str]:
        command = [sys.executable, "-I", str(ROOT / ".ci" / "comment.py")]
        done = subprocess.run(
            command,
            env={**env, "GITHUB_TOKEN": token},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    fake.pulls, fake.files = [_pull(4)], {"changes": _zip(TEXT)}
    assert run() == (0, "commented on #4\n", "")
    fake.files = {"changes": _zip("fixes #12")}
    assert run() == (
        1,
        "::error::the comment is not what `indicators diff` prints: it names someone or leads somewhere\n",
        "",
    )
    assert run("wrong") == (1, "::error::GitHub did not answer as expected: HTTP Error 404: Not Found\n", "")
