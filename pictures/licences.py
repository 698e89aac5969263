"""The terms on which texts and images may be passed on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

ADDRESSES = {
    "cc-by-sa-4.0": "https://creativecommons.org/licenses/by-sa/4.0/deed.de",
    "cc-by-4.0": "https://creativecommons.org/licenses/by/4.0/deed.de",
    "cc0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/deed.de",
}


class Licence(models.TextChoices):
    """A licence by its SPDX name in lower case."""

    BY_SA = "cc-by-sa-4.0", "CC BY-SA 4.0"
    BY = "cc-by-4.0", "CC BY 4.0"
    CC0 = "cc0-1.0", "CC0 1.0"
    ALL_RIGHTS = "all-rights", _("All rights reserved")

    @property
    def url(self) -> str:
        """The licence's text; empty where there is none."""
        return ADDRESSES.get(self.value, "")
