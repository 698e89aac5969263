"""Where the look lives, for the tests of this folder."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
COMPONENTS = TEMPLATES / "components"
CSS = ROOT / "static" / "css"
SCRIPTS = ROOT / "static" / "js"
IMAGES = ROOT / "static" / "img"
ERROR_PAGES = ("400", "403", "404", "429", "500")


def all_templates() -> list[Path]:
    """Every template of the site, also those that lie inside an app."""
    return sorted(
        path
        for path in [*TEMPLATES.rglob("*.html"), *ROOT.glob("*/templates/**/*.html")]
        if ".venv" not in path.parts
    )
