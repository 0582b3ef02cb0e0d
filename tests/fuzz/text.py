"""What must never reach a screen or a Markdown file out of somebody's text."""

import re

FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Everything that could move a cursor, turn a line round or hide a message. Take line ends out."""
