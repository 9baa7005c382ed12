"""From where a request came, behind as many servers as a library says."""

import pytest

from lantai.infra.addresses import address_of


@pytest.mark.parametrize(
    ("proxies", "told", "found"),
    [
        (0, "198.51.100.7", "127.0.0.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "10.0.0.1, 198.51.100.7", "198.51.100.7"),
        (2, "10.0.0.1, 198.51.100.7, 203.0.113.9", "198.51.100.7"),
        (1, "", ""),
        (2, "198.51.100.7", ""),
        (1, "not an address", ""),
        (1, "2001:DB8::1", "2001:db8::1"),
    ],
)
def test_what_the_librarys_own_servers_wrote_is_believed_and_no_more(rf, settings, proxies, told, found):
    settings.PROXIES = proxies
    assert address_of(rf.get("/", headers={"X-Forwarded-For": told} if told else {})) == found
