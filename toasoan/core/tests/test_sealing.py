"""A sealed secret opens for its purpose and with the house's key, and for nothing else."""

import pytest

from toasoan.core.sealing import SealBroken, seal, unseal


def test_what_was_sealed_opens_for_its_purpose_alone():
    sealed = seal("Mật khẩu", purpose="hộp:1")

    assert "Mật" not in sealed
    assert seal("Mật khẩu", purpose="hộp:1") != sealed
    assert unseal(sealed, purpose="hộp:1") == "Mật khẩu"
    with pytest.raises(SealBroken):
        unseal(sealed, purpose="hộp:2")


def test_another_key_opens_nothing_unless_the_old_one_is_named(settings):
    sealed = seal("x", purpose="p")
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another"
    with pytest.raises(SealBroken):
        unseal(sealed, purpose="p")

    settings.SECRET_KEY_FALLBACKS = ["older", old]
    assert unseal(sealed, purpose="p") == "x"


@pytest.mark.parametrize("given", ["", "x", "không", "AAAA", "A" * 4000])
def test_what_is_no_seal_is_refused(given):
    with pytest.raises(SealBroken):
        unseal(given, purpose="p")
