"""The data key wrapped under a password (Argon2id) or a random recovery key (HKDF), both sealed with AES-256-GCM."""

import base64
import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_SALT = 16
_NONCE = 12
_KEY = 32


@dataclass(frozen=True)
class Cost:
    """Argon2id parameters: memory in KiB, passes, lanes. Kept with each wrap, so they can be raised later."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 2


@dataclass(frozen=True)
class Wrap:
    """One sealed copy of the data key; `cost` is None under a recovery key."""

    salt: bytes
    nonce: bytes
    sealed: bytes
    cost: Cost | None

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        shown: dict[str, Any] = {name: _text(getattr(self, name)) for name in ("salt", "nonce", "sealed")}
        if self.cost:
            shown["argon2id"] = [self.cost.memory, self.cost.passes, self.cost.lanes]
        return shown

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Wrap":
        """Back from JSON values; KeyError, TypeError or ValueError when they are damaged."""
        salt, nonce, sealed = (base64.b64decode(value[name], validate=True) for name in ("salt", "nonce", "sealed"))
        cost = Cost(*map(int, value["argon2id"])) if "argon2id" in value else None
        return cls(salt, nonce, sealed, cost)


def by_password(data_key: bytes, password: str, bound_to: bytes, cost: Cost) -> Wrap:
    """Seal the data key under a password; `bound_to` (login and file) must be the same when opening."""
    salt = os.urandom(_SALT)
    return _seal(data_key, stretched(password, salt, cost), salt, bound_to, cost)


def by_recovery(data_key: bytes, secret: bytes, bound_to: bytes) -> Wrap:
    """Seal the data key under a random secret of the recovery sheet."""
    salt = os.urandom(_SALT)
    return _seal(data_key, _expanded(secret, salt), salt, bound_to, None)


def open_password(wrap: Wrap, password: str, bound_to: bytes) -> bytes | None:
    """The data key, or None when the password is wrong."""
    assert wrap.cost is not None
    return _open(wrap, stretched(password, wrap.salt, wrap.cost), bound_to)


def open_recovery(wrap: Wrap, secret: bytes, bound_to: bytes) -> bytes | None:
    """The data key, or None when the secret belongs to another sheet."""
    return _open(wrap, _expanded(secret, wrap.salt), bound_to)


def stretched(password: str, salt: bytes, cost: Cost) -> bytes:
    """32 bytes of Argon2id. Full-width and half-width typing of one password are the same (NFKC)."""
    plain = unicodedata.normalize("NFKC", password).encode()
    return hash_secret_raw(plain, salt, cost.passes, cost.memory, cost.lanes, _KEY, Type.ID)


def _expanded(secret: bytes, salt: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY, salt=salt, info=b"shequ-desk recovery").derive(secret)


def _seal(data_key: bytes, key: bytes, salt: bytes, bound_to: bytes, cost: Cost | None) -> Wrap:
    nonce = os.urandom(_NONCE)
    return Wrap(salt, nonce, AESGCM(key).encrypt(nonce, data_key, bound_to), cost)


def _open(wrap: Wrap, key: bytes, bound_to: bytes) -> bytes | None:
    try:
        return AESGCM(key).decrypt(wrap.nonce, wrap.sealed, bound_to)
    except InvalidTag:
        return None


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()
