"""Services that keep one incident under one name: what is sent under the name later belongs to it, and its end ends it.

Apprise sends to all of them. It ends the incident itself where the service takes its end like any other event; Opsgenie and
Jira Service Management want a request of its own, which Apprise has no name for.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit


class Incidents(NamedTuple):
    """How Apprise names an incident of a service: the parameter of its address, and the action to go with it."""

    parameter: str
    action: str = "map"


BY_ALIAS = Incidents("alias", "new")
SERVICES: Mapping[str, Incidents] = {
    "pagerduty": Incidents("dedup"),
    "ilert": Incidents("dedup"),
    "goalert": Incidents("dedup"),
    "goalerts": Incidents("dedup"),
    "firehydrant": Incidents("dedup"),
    "squadcast": Incidents("dedup"),
    "incidentio": Incidents("dedup"),
    "pagertree": Incidents("tid"),
    "signl4": Incidents("external_id"),
    "splunk": Incidents("entity_id"),
    "victorops": Incidents("entity_id"),
    "opsgenie": BY_ALIAS,
    "jira": BY_ALIAS,
}


def service_of(url: str) -> Incidents | None:
    """The service behind an address of Apprise's, if it keeps incidents and the address does not say how itself.

    >>> service_of("pagerduty://key@api").parameter, service_of("pagerduty://key@api?action=trigger")
    ('dedup', None)
    """
    parts = urlsplit(url)
    service = SERVICES.get(parts.scheme.lower())
    if service is None or {service.parameter, "action"} & parse_qs(parts.query).keys():
        return None
    return service


def incident_name(brand: str, trend: str, service: Incidents) -> str:
    """What a trend's incident is called. An alias is part of a path when it is closed, so it is letters and digits.

    >>> incident_name("acme", "t1", SERVICES["pagerduty"]), len(incident_name("acme", "t1", SERVICES["opsgenie"]))
    ('acme/t1', 44)
    """
    name = f"{brand}/{trend}"
    return f"groundswell-{blake2b(name.encode(), digest_size=16).hexdigest()}" if service is BY_ALIAS else name


def address_for(url: str, brand: str, trend: str) -> str:
    """The address with the name of the trend's incident in it; one that says how it wants it already, as it is.

    >>> address_for("pagerduty://key@api", "acme", "t1")
    'pagerduty://key@api?dedup=acme%2Ft1&action=map'
    """
    service = service_of(url)
    if service is None:
        return url
    named = urlencode({service.parameter: incident_name(brand, trend, service), "action": service.action})
    return f"{url}{'&' if urlsplit(url).query else '?'}{named}"
