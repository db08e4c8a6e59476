"""Which network addresses may be fetched from: public unicast ones, by our own table.

``ipaddress.is_global`` is not enough: on Python 3.11.7 it takes NAT64 and 6to4 forms of loopback addresses, multicast
and several reserved ranges for global. The tables below are those of the IANA special-purpose address registries for
IPv4 and IPv6 (RFC 6890 and its updates), all that is not globally reachable, with multicast and class E.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

__all__ = ["BLOCKED_4", "BLOCKED_6", "public"]

BLOCKED_4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # shared by carriers
            "127.0.0.0/8",  # loopback
            "169.254.0.0/16",  # link-local, cloud metadata
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocol assignments
            "192.0.2.0/24",  # documentation
            "192.31.196.0/24",  # AS112
            "192.52.193.0/24",  # AMT
            "192.88.99.0/24",  # 6to4 relay
            "192.168.0.0/16",  # private
            "192.175.48.0/24",  # AS112
            "198.18.0.0/15",  # benchmarking
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, broadcast
        ),
    )
)
BLOCKED_6 = tuple(
    map(
        IPv6Network,
        (
            "::/128",  # unspecified
            "::1/128",  # loopback
            "::/96",  # IPv4-compatible, deprecated
            "64:ff9b:1::/48",  # local NAT64
            "100::/64",  # discard
            "100:0:0:1::/64",  # dummy
            "2001::/23",  # protocol assignments, Teredo, ORCHID
            "2001:db8::/32",  # documentation
            "2620:4f:8000::/48",  # AS112
            "3fff::/20",  # documentation
            "5f00::/16",  # segment routing
            "fc00::/7",  # unique local
            "fe80::/10",  # link-local
            "fec0::/10",  # site-local, deprecated
            "ff00::/8",  # multicast
        ),
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")
_6TO4 = IPv6Network("2002::/16")
_UNICAST = IPv6Network("2000::/3")


def public(address: str) -> bool:
    """Whether ``address`` is a public one; the IPv4 address inside a mapped, NAT64 or 6to4 address is what counts."""
    try:
        parsed = ip_address(address.split("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address):
        inner = _inner(parsed)
        if inner is None:
            return parsed in _UNICAST and not any(parsed in network for network in BLOCKED_6)
        parsed = inner
    return not any(parsed in network for network in BLOCKED_4)


def _inner(address: IPv6Address) -> IPv4Address | None:
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _6TO4:
        return IPv4Address((int(address) >> 80) & 0xFFFFFFFF)
    return None
