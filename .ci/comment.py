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
LONGEST, MOST = 60_000, 65_000  # characters of what was composed, and of the comment; GitHub takes 65,536
NOTHING = "这个合并请求不改动数据。\n\nThis pull request does not change the data.\n"
OURS = re.compile(r"</?(?:details|summary|sub)>|<br>")  # the HTML that `indicators diff` prints
# A span of code, in which `indicators diff` quotes the contributor's words; in a table a bare | would end it.
CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
HIDDEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
# What is ours, on two lines: a comment breaks where its text does.
HEAD = (
    "**由机器列出，不是审阅。** 下面引用的内容，由这个合并请求自己的代码根据它自己的数据写成；"
    "`等宽字体` 里是投稿人的原话。无论其中写着什么，都不是维护者所说，不表示同意，也不表示检查通过；"
    "检查结果以 GitHub 自己列出的为准。\n\n"
    "**Listed by a machine, not a review.** What is quoted below was composed by this pull request's own code from its "
    "own data; in `such type` stand its author's words. Whatever it says, no maintainer said it: it approves nothing "
    "and reports no check. How the checks went is said by GitHub itself.\n"
)


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


def _quoted(span: re.Match[str]) -> str:
    """What stands for a span of code; the span itself where its words could end it."""
    return span[0] if re.search(r"(?<!\\)(?:\\\\)*\|", span[2]) else "\ufffc"


def refusal(text: str) -> str | None:
    """Why a text is not what `indicators diff` prints: its words can't link, mention, refer to or load anything."""
    if len(text) > LONGEST or len(comment(text, None)) > MOST:
        return f"it has more than {LONGEST} characters"
    if HIDDEN.search(text):
        return "it has signs that nobody sees"
    for part in re.split(r"\n\s*\n", text):  # where a line begins with HTML, up to the next empty one nothing is code
        if "`" in part and re.search(r"^[\s>*+\-0-9.)]*<", part, re.MULTILINE):
            return "it has HTML of its own"
    # A sign in its place: what stands on both sides of a tag, or of a quotation, is not one word.
    bare = OURS.sub("\ufffc", CODE.sub(_quoted, text))
    if "<" in bare:
        return "it has HTML of its own"
    if re.search(r"[\[\]`\\$]|^\s*>|^ {4}|~~~|^ {0,3}(?:#{1,2}\s|=+\s*$|-+\s*$)", bare, re.MULTILINE):
        return "it has Markdown of its own"
    if re.search(r"[@#]\w|\bGH-\d|:[a-z0-9_+-]+:", html.unescape(bare), re.IGNORECASE) or re.search(
        r"://|www\.", bare, re.IGNORECASE
    ):
        return "it names someone or leads somewhere"
    return None


def comment(text: str, link: str | None) -> str:
    """The whole comment: our mark, whose words follow, these as a quotation, and where the pictures are."""
    if not text.strip():
        return f"{MARK}\n{NOTHING}"
    drawn = "同一次运行画出的记分卡图片 · Pictures that the same run drew of the scorecards"
    pictures = f"\n[{drawn}]({link})\n" if link else ""
    quotation = "\n".join(f"> {line}".rstrip() for line in text.strip().split("\n"))
    return f"{MARK}\n{HEAD}\n{quotation}\n{pictures}"


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
