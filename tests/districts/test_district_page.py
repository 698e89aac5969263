"""One district, all of them side by side, and the sheet for the notice board."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from community.people.responsibilities import grant
from districts import services
from districts.modules import Usage, own
from districts.services import modules
from tests.districts.conftest import Town, person
from tests.wiki.factories import article

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
SQUARE = (9.0, 48.7)


def square(column: int, row: int = 0) -> dict[str, object]:
    """An outline of about 700 m by 1.1 km; columns and rows stand side by side."""
    x, y, size = SQUARE[0] + column * 0.01, SQUARE[1] + row * 0.01, 0.01
    ring = [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def main(client: Client, address: str) -> str:
    return client.get(address).content.decode().split("<main")[1].partition("<footer")[0]


class TestDistrict:
    def test_every_section_has_what_is_known(self, client: Client, town: Town) -> None:
        services.create_need(title="Ein Lagerraum", districts=[town.west])
        article("Bänke im Westen", district=town.west)
        steward = person("resident", "anne")
        grant(user=steward, role="steward", kind="district", pk=town.west.pk)
        page = main(client, town.west.get_absolute_url())
        for words in ("Mittagstisch", "Plauderbank", "Bäckerei Krümel", "Ein Lagerraum"):
            assert words in page
        for words in ("Mehr Bänke", "Bänke im Westen", 'href="/mitwirkende/anne/"'):
            assert words in page
        assert 'href="/stadtteile/west/aushang/"' in page
        assert 'href="/projekte/neu/?district=west"' in page
        assert 'class="empty"' not in page

    def test_a_link_leads_to_the_whole_list_where_there_is_more(
        self, client: Client, town: Town
    ) -> None:
        link = 'href="/projekte/?district=west"'
        assert link not in main(client, town.west.get_absolute_url())
        for number in range(8):
            services.create_project(title=f"Bank {number}", status="idea", districts=[town.west])
        assert link in main(client, town.west.get_absolute_url())

    def test_networks_are_part_of_what_is_known(self, client: Client, town: Town) -> None:
        assert 'id="netzwerke"' not in main(client, town.east.get_absolute_url())
        services.create_network(title="Stadtnetz", city=town.city)
        services.create_network(
            title="Netz der Häuser", districts=[town.west], summary="Kommt jeden Monat zusammen."
        )
        page = main(client, town.west.get_absolute_url())
        section = page.partition('id="netzwerke"')[2].partition("</section>")[0]
        for words in ("Netz der Häuser", "Kommt jeden Monat", "/netzwerke/netz-der-haeuser/"):
            assert words in section
        assert section.index("Runder Tisch") < section.index("Stadtnetz")
        assert "Netzwerk, " in page.partition("Zuletzt geändert")[2].partition("</section>")[0]
        assert 'href="/netzwerke/neu/?district=west"' in page
        assert 'href="/netzwerke/?district=west"' not in section
        for number in range(5):
            services.create_network(title=f"Netz {number}", districts=[town.west])
        assert 'href="/netzwerke/?district=west"' in main(client, town.west.get_absolute_url())
        assert "7 Netzwerke<" in main(client, "/stadtteile/")

    def test_who_is_active_is_called_and_written_to(self, client: Client, town: Town) -> None:
        reached = {"phone": "069 90009 123", "mail": "geheim@example.org"}
        actor = services.create_actor(
            name="Küche", sector="church", city=town.city, districts=[town.west], **reached
        )
        call, write = 'href="tel:06990009123"', f'href="{actor.get_absolute_url()}nachricht/"'

        def shown() -> str:
            return main(client, town.west.get_absolute_url())

        assert call not in shown()
        assert "90009" not in shown()
        services.update_actor(actor=actor, phone_public=True)
        # Beside its name, and once more where it says whom to ask.
        assert (shown().count(call), shown().count(write)) == (2, 2)
        assert "geheim" not in shown()
        modules.set_state(city=town.city, module=own.ACTORS, state=Usage.RESTING, seen=Usage.ON)
        assert call in shown()
        assert write not in shown()

    def test_a_hidden_network_is_not_shown(self, client: Client, town: Town) -> None:
        assert "Runder Tisch" in main(client, town.west.get_absolute_url())
        services.hide_entry(entry=town.network)
        assert "Runder Tisch" not in main(client, town.west.get_absolute_url())

    def test_a_steward_whose_term_is_over_is_not_named(self, client: Client, town: Town) -> None:
        yesterday = timezone.localdate() - timedelta(days=1)
        user = person("resident", "anne")
        grant(user=user, role="steward", kind="district", pk=town.west.pk, until=yesterday)
        assert "/mitwirkende/anne/" not in main(client, town.west.get_absolute_url())

    def test_groups_stand_in_their_order_and_failing_is_one_of_them(
        self, client: Client, town: Town
    ) -> None:
        for status in ("failed", "idea", "paused", "completed"):
            services.create_project(title=f"P {status}", status=status, districts=[town.west])
        services.create_actor(name="Amt", sector="municipal", districts=[town.west])
        page = main(client, town.west.get_absolute_url())
        order = ["running", "completed", "idea", "paused", "failed"]
        places = [page.index(f"status-{status}") for status in order]
        assert places == sorted(places)
        assert page.index("Stadt und Bezirk") < page.index("Lokale Wirtschaft")

    def test_sections_without_entries_are_not_shown(self, client: Client, town: Town) -> None:
        services.create_actor(name="Amt", sector="municipal", districts=[town.east])
        page = main(client, town.east.get_absolute_url())
        for heading in ('id="termine"', 'id="projekte"', 'id="papiere"', 'id="gesucht"'):
            assert heading not in page
        assert 'id="akteure"' in page

    def test_an_empty_district_invites_once(self, client: Client, town: Town) -> None:
        services.create_project(title="Überall", city=town.city)
        page = main(client, town.east.get_absolute_url())
        assert page.count('class="invite') == 1
        assert "Was sollte wissen, wer neu in Ost ist?" in page
        assert page.count('href="/wiki/neu/?district=ost"') == page.count("/neu/?") == 2
        assert "Überall" in page  # what concerns the whole city is no news of the district

    def test_city_wide_entries_come_after_its_own(self, client: Client, town: Town) -> None:
        services.create_project(title="Aller Anfang", status="running", city=town.city)
        page = main(client, town.west.get_absolute_url())
        assert page.index("Plauderbank") < page.index("Aller Anfang")
        assert "für die ganze Stadt" in page

    def test_the_newest_changes_are_of_every_kind(self, client: Client, town: Town) -> None:
        article("Bänke im Westen", district=town.west)
        changes = client.get(town.west.get_absolute_url()).content.decode()
        aside = changes.partition("Zuletzt geändert")[2].partition("</section>")[0]
        assert aside.count("<li>") == 3
        assert aside.index("Bänke im Westen") < aside.index("Artikel, ")
        services.create_network(title="Neues Netz", districts=[town.west])
        changes = client.get(town.west.get_absolute_url()).content.decode()
        assert "Netzwerk, " in changes.partition("Zuletzt geändert")[2]

    def test_what_neighbours_have_and_it_lacks(self, client: Client, town: Town) -> None:
        heat = services.create_topic(name="Hitze im Sommer")
        services.create_project(
            title="Schatten", status="running", districts=[town.west], topics=[heat, town.topic]
        )
        services.create_project(
            title="Nachbarn", status="running", districts=[town.east], topics=[town.topic]
        )
        services.create_project(
            title="Gescheitert", status="failed", districts=[town.west], topics=[town.topic]
        )
        page = main(client, town.east.get_absolute_url())
        lacking = page.partition("Was es nebenan gibt")[2]
        assert "?topic=hitze-im-sommer&amp;district=west" in lacking
        assert "topic=nachbarschaft" not in lacking  # it has that itself
        address = "/projekte/?topic=hitze-im-sommer&district=west"
        assert client.get(address).context["listing"].total == 1

    def test_the_plan_shows_it_among_its_neighbours(self, client: Client, town: Town) -> None:
        city = services.create_city(name="Rasterstadt")
        made = [
            services.create_district(city=city, name=f"Feld {n}", outline=square(n))
            for n in range(6)
        ]
        services.set_neighbours(district=made[1], neighbours=[made[0], made[2]])
        page = main(client, made[1].get_absolute_url())
        plan = page.partition('<figure class="plan"')[2].partition("</figure>")[0]
        assert plan.count("<a href=") == 2
        for name in ("Feld 0", "Feld 1", "Feld 2"):
            assert f">{name}</tspan>" in plan
        assert 'href="/stadtteile/feld-1/"' not in plan, "where one is already"
        assert "Schematisch" not in plan, "these are real outlines"
        _left, _top, width, _height = map(
            float, plan.partition('viewBox="')[2].split('"')[0].split()
        )
        assert width < 70  # a window onto three of six, not the whole city
        lone = services.create_city(name="Ohneort")
        nowhere = services.create_district(city=lone, name="Irgendwo")
        assert 'class="plan"' not in main(client, nowhere.get_absolute_url())

    def test_the_tree_of_districts_can_be_walked(self, client: Client, town: Town) -> None:
        part = services.create_district(city=town.city, name="Kiez am Fluss", parent=town.west)
        assert part.get_absolute_url() in main(client, town.west.get_absolute_url())
        assert town.west.get_absolute_url() in client.get(part.get_absolute_url()).content.decode()

    @pytest.mark.parametrize("slug", ["nirgends", "west%00", "WEST", "a" * 300])
    def test_no_such_district(self, client: Client, town: Town, slug: str) -> None:
        assert client.get(f"/stadtteile/{slug}/").status_code == 404
        assert client.get(f"/stadtteile/{slug}/aushang/").status_code == 404


@time_machine.travel("2026-12-01T12:00:00+01:00", tick=False)
@pytest.mark.parametrize(
    ("ends", "page", "sheet"),
    [
        ((18, 16), " bis Freitag, 18. Dezember 2026", " bis 18. Dezember"),
        ((15, 9), " bis Dienstag, 15. Dezember 2026", " bis 15. Dezember"),
        ((15, 4), "", ""),  # a night
        ((14, 12), "", ""),
    ],
)
def test_what_goes_on_for_days_says_until_when(
    client: Client, town: Town, ends: tuple[int, int], page: str, sheet: str
) -> None:
    zone = ZoneInfo("Europe/Berlin")
    start, end = datetime(2026, 12, 14, 10, tzinfo=zone), datetime(2026, 12, *ends, tzinfo=zone)
    services.create_date(
        title="Festwoche", kind="other", start=start, end=end, districts=[town.west]
    )
    address = town.west.get_absolute_url()
    for path, begins, until in (
        (address, "Montag, 14. Dezember 2026, 10:00 Uhr", page),
        (f"{address}aushang/", "Montag, 14. Dezember, 10:00", sheet),
    ):
        text = " ".join(strip_tags(main(client, path)).split())
        told = f"{begins}{until}: Festwoche" if path != address else f"Festwoche {begins}{until}"
        assert told in text
        assert ("bis" in text.partition(begins)[2][:5]) == bool(until)


class TestAll:
    def test_by_name_with_sentence_and_figures(self, client: Client, town: Town) -> None:
        article("Bänke im Westen", district=town.west)
        for name in ("Zoo", "Österfeld", "Anger"):
            services.create_district(city=town.city, name=name)
        page = main(client, "/stadtteile/")
        names = ["Anger", "Ost", "Österfeld", "West", "Zoo"]
        places = [page.index(f">{name}</a>") for name in names]
        assert places == sorted(places)
        card = page[page.index(">West</a>") :].partition("</article>")[0]
        for words in ("Am Fluss.", "1 Projekt", "1 Akteur", "1 Termin", "1 Artikel"):
            assert words in card
        assert "1 Ratspapier" in card
        today = timezone.localdate()
        assert f"am {today.day}. " in page
        assert str(today.year) in page

    def test_figures_count_what_is_public_and_its_own(self, client: Client, town: Town) -> None:
        services.create_project(title="Überall", city=town.city)
        services.hide_entry(entry=town.project)
        card = main(client, "/stadtteile/").partition(">West</a>")[2].partition("</article>")[0]
        assert "Projekt" not in card


class TestSheet:
    def test_it_holds_what_hangs_on_a_board(self, client: Client, town: Town) -> None:
        services.create_need(title="Ein Lagerraum", districts=[town.west])
        article("Bänke im Westen", district=town.west)
        page = main(client, "/stadtteile/west/aushang/")
        for words in ("Mittagstisch", "Bänke im Westen", "Ein Lagerraum", "/stadtteile/west/"):
            assert words in page
        assert 'class="qr-code"' in page
        assert "style=" not in page
        for hidden in ("Begin an article", "/wiki/neu/"):
            assert hidden not in page

    def test_an_empty_one_still_leads_here(self, client: Client, town: Town) -> None:
        page = main(client, "/stadtteile/ost/aushang/")
        assert 'class="qr-code"' in page
        # No heading without anything below it: there is room to write.
        assert re.findall(r"<h2>(.*?)</h2>", page) == ["Was fehlt hier? Schreiben Sie es dazu:"]

    def test_the_code_says_the_address(self, client: Client, town: Town) -> None:
        """Drawn again from the address that stands beside it, module by module."""
        import segno

        page = client.get("/stadtteile/west/aushang/")
        code = segno.make(page.context["address"], error="m")
        assert page.context["address"].endswith("/stadtteile/west/")
        size = code.symbol_size(border=2)[0]
        assert f'viewBox="0 0 {size} {size}"' in page.content.decode()
