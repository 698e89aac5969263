"""What follows a commit keeps nothing from following that comes after it.

Django calls it in order, and leaves out the rest when one raises, unless that one is `robust`. The
content version is raised there: without that what was hidden would be served for another minute.
"""

import ast
from pathlib import Path

from tests.fixtures.template_databases import CHECKOUT

#: What may stop the rest, and why.
FIRST = {
    "pagecache/version.py": "raises the content version itself",
    "cms/admin/erasing.py": "orders nothing else: each erasure is a transaction of its own",
}
APPS = (
    *("accounts", "cms", "community", "config", "districts", "pagecache", "pictures"),
    *("search", "text", "versions", "wiki"),
)


def test_whatever_follows_a_commit_is_robust() -> None:
    files = (file for app in APPS for file in (CHECKOUT / app).rglob("*.py"))
    fragile = {str(file.relative_to(CHECKOUT)) for file in files if _has_fragile(file)}
    assert fragile == FIRST.keys()


def _has_fragile(path: Path) -> bool:
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    return any(
        isinstance(call.func, ast.Attribute)
        and call.func.attr == "on_commit"
        and not any(keyword.arg == "robust" for keyword in call.keywords)
        for call in calls
    )
