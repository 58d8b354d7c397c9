"""Owns what is said when the host of a bucket refuses, fails or is not there: what is wrong, and what to do.

Does not own requests (`generator.publishing.bucket`). Of an answer only its number and code are told, for the rest may
quote what was sent.
"""

from __future__ import annotations

import re

KEY, SECRET, TOKEN = "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"
REGIONS = ("AWS_REGION", "AWS_DEFAULT_REGION")
"""Variables from which every S3 client takes them."""

_STATUS = re.compile(r"status code: (\d{3})")
_CODE = re.compile(r"<Code>([A-Za-z0-9.]{1,60})</Code>")

_BROKEN = {
    "InvalidCertificate": "shows no certificate that can be trusted: look at the endpoint, else at that host.",
    "InvalidMessage": "does not speak https there: look at the port, and at whether the endpoint begins rightly.",
    "dns error": "is a name that nobody knows: look at the endpoint, and whether there is a network.",
    "ConnectionRefused": "takes no connections there: look at the endpoint and its port.",
    "": "cannot be reached, or broke off: look at the endpoint and the network.",
}
"""What is wrong where there is no answer, by what the client calls it; the last holds otherwise."""


def refusal(said: str, bucket: str, host: str) -> str:
    """Return the sentence for what the client `said` of an answer of `host` about `bucket`."""
    status, code = _STATUS.search(said), _CODE.search(said)
    answer = " ".join(found[1] for found in (status, code) if found)
    match status and status[1]:
        case "401" | "403":
            return (
                f"{host} refuses access to {bucket} ({answer}): look whether {KEY} and {SECRET} are those of a key "
                "that may list, read, write and delete there."
            )
        case "404":
            return f"{host} has no bucket {bucket} ({answer}): make it there first, or correct the name."
        case "301" | "307" | "400":
            return (
                f"{host} does not take requests for {bucket} like this ({answer}): set {REGIONS[0]} to the region of "
                "the bucket, and look at the endpoint."
            )
        case None:
            return f"{host} {next((what for sign, what in _BROKEN.items() if sign in said), _BROKEN[''])}"
        case _:
            return f"{host} failed ({answer}): try again later."
