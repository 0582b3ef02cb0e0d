"""Settings: flags > environment > config.toml > OPENAI_* > defaults.

Every value remembers where it came from, so that a message can name the place to correct. Imports
the standard library alone, and little of it: an offline interview pays for none of this.
"""

from interviewer.settings.loading import load
from interviewer.settings.values import Prices, ServerMemory, Settings

__all__ = ["Prices", "ServerMemory", "Settings", "load"]
