"""gunicorn reads this file by itself; the values are in `config/gunicorn.py`."""

from config.gunicorn import *  # noqa: F403
