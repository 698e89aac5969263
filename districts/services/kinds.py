"""How each kind is written."""

from districts.services import actors, dates, networks, projects
from districts.services.versioned import Writer

WRITERS: dict[str, Writer] = {
    "actor": actors.WRITER,
    "project": projects.WRITER,
    "event": dates.WRITER,
    "network": networks.WRITER,
}
