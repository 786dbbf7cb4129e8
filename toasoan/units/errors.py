"""What units refuses."""

from django.utils.translation import gettext as _

from toasoan.core.errors import NotFound, ToasoanError


class UnitNotFound(NotFound):
    """There is no such unit, or the person does not belong to it."""

    code = "unit_not_found"

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Không tìm thấy đơn vị, hoặc bạn không thuộc đơn vị này.")


class MembershipInvalid(ToasoanError):
    """The membership is there already, or is over already."""

    code = "membership_invalid"


class DelegationInvalid(ToasoanError):
    """The delegation would give what the principal does not have, to nobody, or never."""

    code = "delegation_invalid"


class UnitInvalid(ToasoanError):
    """The unit cannot take this name, host or colour; the message says why."""

    code = "unit_invalid"


class OrganisationInvalid(ToasoanError):
    """The body, its dates, its successor or a role in it cannot be so."""

    code = "organisation_invalid"


class DeskInUse(ToasoanError):
    """People or open work belong to the desk; the message says what."""

    code = "desk_in_use"
    http_status = 409
