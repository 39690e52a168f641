"""Where this user's settings live."""

import os
from pathlib import Path

from platformdirs import user_config_path

FOLDER_VARIABLE = "AUDITOR_CONFIG_DIR"


def config_folder() -> Path:
    """Where settings of this user live; the environment variable AUDITOR_CONFIG_DIR moves it."""
    told = os.environ.get(FOLDER_VARIABLE)
    return Path(told) if told else user_config_path("auditor", appauthor=False)
