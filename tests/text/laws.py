"""How long hypothesis may look for a counter-example: by number, never by time.

The machine may be busy; a slow example is no wrong one.
"""

from hypothesis import HealthCheck, settings

from tests.fixtures.conditions import full_proofs

_PATIENT = [HealthCheck.too_slow, HealthCheck.data_too_large]

#: For what is quickly tried.
laws = settings(deadline=None, suppress_health_check=_PATIENT)
#: For what everything depends on: 10,000 examples in a full proof.
many = settings(laws, max_examples=10_000 if full_proofs() else 200)
