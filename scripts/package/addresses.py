"""What an address on the web is, that a package may state and a page lead to."""

from __future__ import annotations

import re
from ipaddress import IPv6Address

from scripts.package.characters import unwanted

LONGEST_ADDRESS = 2_000
ADDRESS = "http 或 https 网址，主机名是 ASCII 字符，不带用户名"
"""What is expected of one, in words."""

_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?"
_HTTP = re.compile(
    rf"https?://(?:{_LABEL}(?:\.{_LABEL})*\.?|\[(?P<numbers>[0-9A-Fa-f:.]+)\])"
    r"(?::(?P<port>[0-9]{1,5}))?"
    r"(?:[/?#][^\s\"'<>\\^`{|}]*)?"
)


def is_address(text: str) -> bool:
    """Whether a text is an address that every program reads alike.

    The name of its host is ASCII, since names in other letters look like others; nobody signs in.

    >>> is_address("https://example.org/a.pdf"), is_address("javascript:alert(1)")
    (True, False)
    >>> is_address("https://["), is_address("https://example.org:99999/")
    (False, False)
    """
    if len(text) > LONGEST_ADDRESS or unwanted(text):
        return False
    match = _HTTP.fullmatch(text)
    if match is None:
        return False
    try:
        IPv6Address(match["numbers"] or "::")
    except ValueError:
        return False
    return 1 <= int(match["port"] or 80) <= 65_535
