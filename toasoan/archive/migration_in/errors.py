"""Why an import of another archive cannot begin."""

from toasoan.core.errors import ToasoanError


class ImportSourceWrong(ToasoanError):
    """What was named is not what it should be, or cannot be read."""

    code = "import_source_wrong"
