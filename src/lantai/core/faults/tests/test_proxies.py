"""Addresses through proxies: built as the template says, templates refused with the reason, nobody led elsewhere."""

import pytest

from lantai.core.faults.proxies import EXAMPLES, ProxyKind, belongs, build, is_within, not_networks, problems

URL = "https://www.journals-x.example.com:8443/doi/10.5555/a?b=c&d=e#f"


def test_every_example_can_be_used():
    assert all(problems(kind, EXAMPLES[kind]) == [] for kind in ProxyKind)


def test_addresses_are_built():
    assert build(EXAMPLES[ProxyKind.EZPROXY], URL) == f"https://login.ezproxy.example.edu/login?url={URL}"
    assert (
        build(EXAMPLES[ProxyKind.TEMPLATE], URL)
        == "https://www-journals--x-example-com.proxy.example.edu/doi/10.5555/a?b=c&d=e#f"
    )
    federated = build(EXAMPLES[ProxyKind.WAYFLESS], URL, entity="https://idp.example.edu/idp/shibboleth")
    assert "entityID=https%3A%2F%2Fidp.example.edu%2Fidp%2Fshibboleth&target=https%3A%2F%2Fwww.journals-x" in federated
    vpn = build(EXAMPLES[ProxyKind.WEBVPN], "http://a.example.com")
    assert vpn.startswith("https://webvpn.example.edu.cn/http/77726476706e69737468656265737421")
    assert vpn.endswith("/")


@pytest.mark.parametrize(
    ("kind", "template", "code"),
    [
        (ProxyKind.EZPROXY, "login.ezproxy.example.edu/login?url={url}", "not_an_address"),
        (ProxyKind.EZPROXY, "https://ezproxy.example.edu/login?url=", "lacks"),
        (ProxyKind.EZPROXY, "https://ezproxy.example.edu/login?url={adress}", "unknown_place"),
        (ProxyKind.EZPROXY, "https://ezproxy.example.edu/login?url={url", "brace"),
        (ProxyKind.WAYFLESS, "https://a.example.com/?target={url_encoded}", "lacks"),
        (ProxyKind.TEMPLATE, "https://{host}/x", "free_host"),
        (ProxyKind.TEMPLATE, "https://{host_dashed}/x", "free_host"),
        (ProxyKind.TEMPLATE, "javascript:{url}", "not_an_address"),
    ],
)
def test_a_template_that_cannot_be_used_is_refused_with_the_reason(kind, template, code):
    assert code in {found for found, _detail in problems(kind, template)}


@pytest.mark.parametrize(
    ("url", "ours"),
    [
        ("https://platform.example.com/a", True),
        ("https://sub.platform.example.com/a", True),
        ("https://evil.example.org/?platform.example.com", False),
        ("https://platform.example.com.evil.org/", False),
        ("https://platform.example.com@evil.org/", False),
        ("https://evilplatform.example.com/", False),
        ("javascript://platform.example.com/%0aalert(1)", False),
        ("https://evil.org\\@platform.example.com/", False),
        ("//platform.example.com/", False),
    ],
)
def test_only_addresses_of_known_platforms_belong(url, ours):
    assert belongs(url, ["www.platform.example.com"]) is ours


def test_networks_are_read_by_line():
    assert not_networks("10.0.0.0/8\nnonsense\n2001:db8::/32") == [(2, "nonsense")]
    assert is_within("10.1.2.3", "10.0.0.0/8\n2001:db8::/32") is True
    assert is_within("::ffff:10.1.2.3", "10.0.0.0/8") is True
    assert is_within("192.0.2.1", "10.0.0.0/8") is False
    assert is_within("", "10.0.0.0/8") is None
    assert is_within("10.1.2.3", "") is None
