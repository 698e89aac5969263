"""Static files with their content's hash in the name, so that browsers may keep them for ever."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Compressed, hashed files; also rewrites the imports inside our ES modules."""

    support_js_module_import_aggregation = True
    # A name missing from the manifest breaks a page; better its plain address than a 500.
    manifest_strict = False
    _patterns: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Only scripts of ours are rewritten: packages' modules import by bare names or mention
        # imports in comments, and a name that leads nowhere would end collectstatic.
        patterns = self._patterns
        self._patterns = {"js/*.js" if k == "*.js" else k: v for k, v in patterns.items()}
