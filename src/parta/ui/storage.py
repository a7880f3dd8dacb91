"""Where collected styles and scripts live: named by their content, packed, imports between modules rewritten."""

from functools import cache

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Static imports are rewritten; `import("…")` is not, because we use it in JSDoc types only.

    Types may point in a circle where modules do not, and names made of contents cannot follow a circle.
    """

    def url(self, name: str, force: bool = False) -> str:
        """Names are hashed once, when they are collected, so a process may remember them."""
        return super().url(name, force) if settings.DEBUG or force else self.known_url(name)

    @cache  # noqa: B019  one storage lives as long as the process
    def known_url(self, name: str) -> str:
        return str(super().url(name))

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (
        "*.js",
        tuple(
            pattern
            for pattern in CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]
            if "import\\(" not in pattern[0]
        ),
    )
