"""Post what a pull request changes as its one comment; run by .github/workflows/comment.yml with the standard library
only.

What was composed comes out of a run of the pull request's own code, so none of it is trusted: it is taken from the
run's artefact without unpacking to disk, bounded in size, and posted only if it is of the kind `indicators diff`
prints. Which pull request it belongs to is asked of GitHub: the open one whose head is the very commit of the run.

Reads GITHUB_EVENT_PATH, GITHUB_REPOSITORY, GITHUB_TOKEN, GITHUB_API_URL and GITHUB_SERVER_URL. Exits 0 when the comment
stands as it should or there is nothing to say, 1 with one line when something is refused.
"""

from __future__ import annotations

import html
import io
import json
import os
import re
import sys
import urllib.error
import urllib.parse
import urllib.request
import zipfile
import zlib
from typing import Any

MARK = "<!-- indicators diff -->"  # what our comment begins with
AUTHOR = "github-actions[bot]"
ARTEFACT, FILE, PICTURES = "changes", "comment.md", "pictures"
LARGEST = 1_000_000  # bytes of the artefact, packed
LONGEST = 60_000  # characters of the comment
NOTHING = "这个合并请求不改动数据。\n\nThis pull request does not change the data.\n"
OURS = re.compile(r"<span>\$</span>|</?(?:details|summary|sub)>|<br>")  # the HTML that `indicators diff` prints


class CommentError(Exception):
    """Why nothing is posted, on one line."""


class GitHub:
    """The few questions to GitHub's API that are needed here."""

    def __init__(self, address: str, repository: str, token: str) -> None:
        self.repository = f"{address.rstrip('/')}/repos/{repository}"
        self.token = token

    def _open(self, path: str, method: str = "GET", body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.repository}{path}", data, method=method)
        request.add_header("Accept", "application/vnd.github+json")
        # Not passed on where the answer leads elsewhere: artefacts are kept by another host.
        request.add_unredirected_header("Authorization", f"Bearer {self.token}")
        return urllib.request.urlopen(request, timeout=30)

    def ask(self, path: str, **query: object) -> Any:
        """The JSON that GitHub answers."""
        with self._open(f"{path}?{urllib.parse.urlencode(query)}") as answer:
            return json.load(answer)

    def send(self, method: str, path: str, body: object) -> None:
        """Create or change something."""
        self._open(path, method, body).close()

    def download(self, path: str) -> bytes:
        """The bytes of a file. Raises CommentError where there are too many."""
        with self._open(path) as answer:
            content: bytes = answer.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise CommentError(f"the artefact has more than {LARGEST} bytes")
        return content


def pull_request(github: GitHub, run: dict[str, Any]) -> int | None:
    """The number of the open pull request whose head is the run's commit; None where it has moved on or was closed."""
    source = run["head_repository"]
    head = f"{source['owner']['login']}:{run['head_branch']}"
    for pull in github.ask("/pulls", state="open", head=head, per_page=100):
        if (
            pull["head"]["sha"] == run["head_sha"]
            and pull["head"]["repo"]
            and pull["head"]["repo"]["id"] == source["id"]
        ):
            return int(pull["number"])
    return None


def artefacts(github: GitHub, run: int) -> dict[str, int]:
    """The ids of the artefacts of a run, by name."""
    found = github.ask(f"/actions/runs/{run}/artifacts", per_page=100)["artifacts"]
    return {str(a["name"]): int(a["id"]) for a in found if not a["expired"]}


def unpacked(packed: bytes) -> str:
    """The text of the one file that the artefact holds. Raises CommentError where it holds anything else."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            if archive.namelist() != [FILE]:
                raise CommentError(f"the artefact should hold {FILE} and nothing else")
            with archive.open(FILE) as file:
                content = file.read(4 * LONGEST + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        raise CommentError("the artefact is not a plain zip file") from error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CommentError(f"{FILE} is not UTF-8 text or too long") from error


def refusal(text: str) -> str | None:
    """Why a text is not what `indicators diff` prints: its words can't link, mention, refer to or load anything."""
    if len(text) > LONGEST:
        return f"it has more than {LONGEST} characters"
    bare = OURS.sub("\ufffc", text)  # a sign in its place: what stands on both sides of a tag is not one word
    if "<" in bare:
        return "it has HTML of its own"
    if re.search(r"[\[\]`\\$]|^\s*>|^ {4}|~~~|[\u202a-\u202e\u2066-\u2069]", bare, re.MULTILINE):
        return "it has Markdown of its own"
    if re.search(r"[@#]\w|\bGH-\d|:[a-z0-9_+-]+:", html.unescape(bare), re.IGNORECASE) or re.search(
        r"://|www\.", bare, re.IGNORECASE
    ):
        return "it names someone or leads somewhere"
    return None


def comment(text: str, link: str | None) -> str:
    """The whole comment: our mark, what was composed, and where the pictures are."""
    pictures = f"\n[有变动的记分卡图片 · Pictures of the scorecards that changed]({link})\n" if link else ""
    return f"{MARK}\n{text.strip() or NOTHING.strip()}\n{pictures}"


def standing(github: GitHub, number: int) -> int | None:
    """The id of our comment on the pull request, where there is one."""
    for page in range(1, 31):
        found = github.ask(f"/issues/{number}/comments", per_page=100, page=page)
        for each in found:
            if each["user"] and each["user"]["login"] == AUTHOR and (each["body"] or "").startswith(MARK):
                return int(each["id"])
        if len(found) < 100:
            return None
    return None


def post(github: GitHub, run: dict[str, Any], server: str) -> str:
    """Make the comment say what the run composed; what was done, in words."""
    number = pull_request(github, run)
    if number is None:
        return "no open pull request has this commit as its head"
    kept = artefacts(github, int(run["id"]))
    if ARTEFACT not in kept:
        return "the run composed nothing"
    text = unpacked(github.download(f"/actions/artifacts/{kept[ARTEFACT]}/zip"))
    why = refusal(text)
    if why:
        raise CommentError(f"the comment is not what `indicators diff` prints: {why}")
    ours = standing(github, number)
    if not text.strip() and ours is None:
        return "no data changed"
    repository = github.repository.split("/repos/", 1)[1]
    link = f"{server}/{repository}/actions/runs/{int(run['id'])}#artifacts" if PICTURES in kept else None
    body = {"body": comment(text, link)}
    if ours is None:
        github.send("POST", f"/issues/{number}/comments", body)
        return f"commented on #{number}"
    github.send("PATCH", f"/issues/comments/{ours}", body)
    return f"renewed the comment on #{number}"


def main() -> int:
    with open(os.environ["GITHUB_EVENT_PATH"], encoding="utf-8") as event:
        run = json.load(event)["workflow_run"]
    github = GitHub(os.environ["GITHUB_API_URL"], os.environ["GITHUB_REPOSITORY"], os.environ["GITHUB_TOKEN"])
    try:
        print(post(github, run, os.environ["GITHUB_SERVER_URL"]))
    except CommentError as refused:
        print(f"::error::{refused}")
        return 1
    except urllib.error.URLError as error:
        print(f"::error::GitHub did not answer as expected: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
