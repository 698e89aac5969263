"""Who asks: the type of `request.user`, and of whoever is asked about in its place.

`AnonymousUser` is a visitor who is not signed in; None stands for one where there is no request.
`isinstance(user, User)` tells an account from both.
"""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User

Person = User | AnonymousUser | None
