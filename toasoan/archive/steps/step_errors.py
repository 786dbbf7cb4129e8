"""How a step of processing ends when it is not done."""


class StepFailed(Exception):
    """This try was in vain; the message says why, for who keeps the archive."""


class StepSkipped(Exception):
    """There is nothing to do, or not with what this machine has; the message says so."""


class AssetQuarantined(Exception):
    """Malware was found: nothing more is done with the file."""
