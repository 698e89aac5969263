"""What does somebody agree to who writes an entry?"""

from django.utils.translation import gettext_lazy as _

TEXTS = _(
    "By sending you agree that your text is published under CC BY-SA 4.0: others may use and "
    "improve it if they name its authors."
)
FACTS = _(
    "By sending you give these facts away under CC0: everybody may reuse them without conditions."
)
