"""Sample data for the style guide: a plan of the invented city, a date, somebody to turn to."""

from typing import Any

from django.templatetags.static import static

from cms.style_guide.sample_lists import WHEN
from districts.map.plan import CityPlan, PlanLabel, PlanPlace

#: Name, symbol, colour and the point for the name, of four districts of the sample city.
PLACES = (
    ("Gartenstadt", "gartenstadt", 0, 46.0, 43.0),
    ("Rosenberg", "rosenberg", 1, 43.0, 60.0),
    ("Am Fluss", "am-fluss", 2, 24.0, 43.0),
    ("Neustadt", "neustadt", 3, 53.0, 24.0),
)


def places() -> dict[str, Any]:
    """Data for what shows where something is, when, and whom to ask."""
    drawn = [_place(*row) for row in PLACES]
    return {
        "plan": CityPlan(
            sprite=static("img/lagezeichen-sample.svg"),
            left=10.0,
            top=8.0,
            width=70.0,
            height=70.0,
            schematic=True,
            letters="3.20",
            places=drawn[1:],
            own=drawn[0],
        ),
        "plan_place": drawn[1],
        "tile": {"start": WHEN, "title": "Mittagstisch", "place": "Stadtteiltreff"},
    }


def _place(name: str, slug: str, tint: int, x: float, y: float) -> PlanPlace:
    label = PlanLabel([name], x, y, 3.2)
    return PlanPlace(slug, name, "#plan", tint, x, y, f"d-{slug}", label)
