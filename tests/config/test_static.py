"""Production's static files: all of them can be collected, ours point at hashed names."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

OWN = settings.BASE_DIR / "static"


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the production image serves."""
    folder = tmp_path_factory.mktemp("static")
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": "config.storage.StaticStorage"}}
    with override_settings(STATIC_ROOT=str(folder), STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


def test_every_file_of_ours_has_a_hashed_and_a_compressed_copy(collected: Path) -> None:
    names = json.loads((collected / "staticfiles.json").read_text())["paths"]
    for path in OWN.rglob("*"):
        if path.is_file():
            name = names[str(path.relative_to(OWN))]
            assert re.search(r"\.[0-9a-f]{12}\.", name)
            if path.suffix in {".css", ".js"}:
                assert (collected / f"{name}.gz").exists()


def test_imports_between_our_modules_name_the_hashed_file(collected: Path) -> None:
    names = json.loads((collected / "staticfiles.json").read_text())["paths"]
    imports = re.compile(r"""^import .* from ["']([^"']+)["']""", re.MULTILINE)
    targets = [
        target
        for path in (OWN / "js").glob("*.js")
        for target in imports.findall((collected / names[f"js/{path.name}"]).read_text())
    ]
    assert targets
    for target in targets:
        assert re.search(r"\.[0-9a-f]{12}\.js$", target)
        assert (collected / "js" / target).exists()
