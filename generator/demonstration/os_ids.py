"""Owns invented Open Supply Hub identifiers with a valid check symbol. Does not own real ones: no list is read."""

from __future__ import annotations

from generator.demonstration.dice import Dice

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SPACE = 32**5
_STRIDE = 14_348_907  # odd, so that different numbers of factories never share the five symbols


def check_symbol(body: str) -> str:
    """Return the check symbol of the first 14 characters of an OS ID.

    (ord(c1) + ord(c2) + Crockford values of the next 12) mod 32, as Open Supply Hub does.
    """
    total = ord(body[0]) + ord(body[1]) + sum(CROCKFORD.index(symbol) for symbol in body[2:14])
    return CROCKFORD[total % 32]


def os_id_of(country: str, number: int, dice: Dice) -> str:
    """Return an OS ID: country, year and day of registration, five symbols that no other number has, check symbol."""
    year, day = dice.between(2019, 2025), dice.between(1, 365)
    rest = (number * _STRIDE + 271_828) % _SPACE
    symbols = "".join(CROCKFORD[(rest >> shift) & 31] for shift in (20, 15, 10, 5, 0))
    body = f"{country}{year}{day:03d}{symbols}"
    return body + check_symbol(body)
