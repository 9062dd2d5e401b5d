"""An address that a package states is one that every program takes for the same."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.package.addresses import LONGEST_ADDRESS, is_address


@pytest.mark.parametrize(
    "text",
    [
        "http://www.example.org",
        "https://example.org/公开/2026年预算.pdf?id=1&v=%E9%A2%84#表一",
        "https://example.org:8443/a(1),[2];b~c.pdf",
        "https://my_office.example.org./",
        "https://xn--fiqs8s.xn--55qx5d.example.org/",
        "http://192.0.2.7:80/",
        "https://[2001:db8::7]:443/a",
        "https://example.org?x",
        "https://example.org/a@b",
    ],
)
def test_an_address_of_a_document_is_one(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://",
        "https:///a",
        "https://[",
        "https://[::1",
        "https://[]/",
        "https://[zz]/",
        "https://[1:2]/",
        "https://[2001:db8::7]evil.example.org/",
        "https://example.org:0/",
        "https://example.org:65536/",
        "https://example.org:99999999999999999999/",
        "https://example.org:٨٠/",
        "https://example.org:port/",
        "https://example.org:/",
        "https://someone@example.org/",
        "https://someone:word@example.org/",
        "https://example.org:443@evil.example/",
        "https://a..b/",
        "https://.example.org/",
        "https://-a.example.org/",
        "https://" + "a" * 64 + ".example.org/",
        "https://a%00b/",
        "https://例子.中国/",
        "https://ex\u0430mple.org/",
        "https://example。org/",
        "https://example.org／a.pdf",
        "https://example.org\\@evil.example/",
        "https://example.org/ a.pdf",
        "https://example.org/\u3000a.pdf",
        "https://example.org/\ta",
        " https://example.org/",
        "https://example.org/\n",
        "ftp://example.org/",
        "HTTPS//example.org/",
        "//example.org/",
        "https://example.org/" + "a" * LONGEST_ADDRESS,
    ],
)
def test_what_programs_read_in_several_ways_is_none(text: str) -> None:
    assert not is_address(text)


_ANY = st.text(st.sampled_from("htps:/[]@.%?#-_ a1９。中\\\u0430\u3000"), max_size=30)


@given(_ANY | _ANY.map("https://{}".format) | _ANY.map("https://example.org{}".format))
def test_an_address_can_be_taken_apart_and_leads_to_the_host_that_it_names(text: str) -> None:
    if not is_address(text):
        return
    parts = urlsplit(text)
    assert parts.scheme in ("http", "https") and parts.hostname and parts.hostname.isascii()
    assert parts.username is None and parts.port != 0
    assert text.startswith(f"{parts.scheme}://{parts.netloc}")
