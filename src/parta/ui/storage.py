"""Where collected styles and scripts live: named by their content, packed, imports between modules rewritten."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Static imports are rewritten; `import("…")` is not, because we use it in JSDoc types only.

    Types may point in a circle where modules do not, and names made of contents cannot follow a circle.
    """

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (
        "*.js",
        tuple(
            pattern
            for pattern in CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]
            if "import\\(" not in pattern[0]
        ),
    )
