"""How the stylesheets and scripts are stored for the web server."""

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Each under a name with its hash, also where one script imports another: a browser never mixes two versions."""

    support_js_module_import_aggregation = True
    # Our own scripts only: Django takes what a comment in somebody else's says about importing for an import.
    _js_module_import_aggregation_patterns = ("js/*.js", HashedFilesMixin._js_module_import_aggregation_patterns[1])
