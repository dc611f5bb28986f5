"""The key file: the random data key of the database, wrapped for every user and for the recovery sheet.

Nothing in it opens the data without a password or the sheet, so a copy travels with every backup. A login is bound
into its wrap: nobody who can write the file can put his own password under another's login.
"""

import hashlib
import hmac
import json
import os
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from shequ_desk.kernel.errors import Damage, Refusal, Trouble
from shequ_desk.store import files, recovery, wraps
from shequ_desk.store.guesses import Guesses, spoken
from shequ_desk.store.passwords import PasswordRule
from shequ_desk.store.trouble import translated
from shequ_desk.store.wraps import Cost, Wrap

USUAL_COST = Cost()
USUAL_RULE = PasswordRule()
_FORMAT = 1
_KEY_BYTES = 32
_STRANGERS = 200


class KeyFile:
    """One key file, loaded. Every change is written at once, atomically."""

    def __init__(self, path: Path, content: Mapping[str, Any], cost: Cost, rule: PasswordRule) -> None:
        self.path = path
        self._cost = cost
        self._rule = rule
        self._take(content)

    def _take(self, content: Mapping[str, Any]) -> None:
        self._id = str(content["id"])
        self._check = bytes.fromhex(content["check"])
        self._users = {login: Wrap.from_json(wrap) for login, wrap in content["users"].items()}
        self._recovery = Wrap.from_json(content["recovery"])
        self._guesses = {mark: Guesses.from_json(value) for mark, value in content["guesses"].items()}

    @classmethod
    def create(
        cls, path: Path, cost: Cost = USUAL_COST, rule: PasswordRule = USUAL_RULE, data_key: bytes | None = None
    ) -> tuple["KeyFile", str, bytes]:
        """Make a key file without users: (key file, recovery key to print once, 32-byte data key).

        Refusal when a key file is already there: overwriting it would lock the data away for ever.
        """
        if path.exists():
            raise Refusal("这个数据文件夹里已经有密钥文件", "请换一个空文件夹，或直接登录")
        data_key = data_key or os.urandom(_KEY_BYTES)
        file_id, text = os.urandom(8).hex(), recovery.generate()
        wrap = wraps.by_recovery(data_key, recovery.secret(text), _bound("", file_id))
        content = {"id": file_id, "check": _check(data_key, file_id).hex(), "recovery": wrap.as_json()}
        made = cls(path, content | {"users": {}, "guesses": {}}, cost, rule)
        made._save()
        return made, text, data_key

    @classmethod
    def load(cls, path: Path, cost: Cost = USUAL_COST, rule: PasswordRule = USUAL_RULE) -> "KeyFile":
        """Read a key file; `cost` and `rule` hold for new passwords. Trouble when it is missing or damaged."""
        with _legible():
            return cls(path, _content(path), cost, rule)

    def reload(self) -> None:
        """Take over what another opening of the file wrote since (a new password, guesses). Trouble as in `load`."""
        with _legible():
            self._take(_content(self.path))

    def logins(self) -> tuple[str, ...]:
        """Everybody who can open the data, in order of entry."""
        return tuple(self._users)

    def fits(self, data_key: bytes) -> bool:
        """Whether this is the data key that the file wraps."""
        return hmac.compare_digest(_check(data_key, self._id), self._check)

    def unlock(self, login: str, password: str, now: datetime) -> bytes:
        """The 32-byte data key. Refusal, after a growing delay, that does not say whether the login exists."""
        login = plain_login(login)
        mark, guesses = self._admit(login, now)
        self._guesses[mark] = guesses.failed(now)
        self._forget_strangers()
        self._save_if_possible()
        data_key = self._open(login, password)
        if data_key is None:
            raise _not_admitted(self._guesses[mark], now)
        del self._guesses[mark]
        self._save_if_possible()
        return data_key

    def unlock_recovery(self, text: str) -> bytes:
        """The data key by the recovery sheet. Refusal naming the mistyped group, or that the sheet is another's."""
        data_key = wraps.open_recovery(self._recovery, recovery.secret(text), _bound("", self._id))
        if data_key is None:
            raise Refusal("这张恢复单不是这份数据的，或者已经作废", "请找最近一次打印的恢复单", "recovery")
        return data_key

    def add_user(self, data_key: bytes, login: str, password: str) -> None:
        """Let one more user in. Refusal for a login that exists and for an easy password."""
        login = self._free_login(login)
        self._put(data_key, login, password)

    def set_password(self, data_key: bytes, login: str, password: str) -> None:
        """Replace a password: the user's own, or one reset by another administrator. Ends the user's delay."""
        login = self._known(login)
        self._put(data_key, login, password)

    def let_in(self, data_key: bytes, login: str, password: str) -> None:
        """Give a login this password, also one the file does not know: its row came back with an older backup."""
        self._put(data_key, plain_login(login), password)

    def rename(self, data_key: bytes, login: str, new_login: str, password: str) -> None:
        """Change a login. The wrap is bound to it, so a password (the old or a new one) must be given."""
        login, new_login = self._known(login), self._free_login(new_login)
        self._rule.check(password, new_login)
        wrap = self._wrapped(data_key, new_login, password)
        self._users = {new_login if name == login else name: w for name, w in self._users.items()}
        self._users[new_login] = wrap
        self._guesses.pop(self._mark(login), None)
        self._save()

    def remove_user(self, login: str) -> None:
        """Shut one user out. Refusal for the last one."""
        login = self._known(login)
        if len(self._users) == 1:
            raise Refusal("这是最后一个能打开数据的人，不能删除", "请先添加另一位管理员")
        del self._users[login]
        self._guesses.pop(self._mark(login), None)
        self._save()

    def new_recovery(self, data_key: bytes) -> str:
        """Issue a new recovery key, to be printed; the old sheet opens this file no more (older backups still)."""
        self._must_fit(data_key)
        text = recovery.generate()
        self._recovery = wraps.by_recovery(data_key, recovery.secret(text), _bound("", self._id))
        self._save()
        return text

    def _admit(self, login: str, now: datetime) -> tuple[str, Guesses]:
        mark = self._mark(login)
        guesses = self._guesses.get(mark, Guesses(0, now))
        if guesses.seen(now) != guesses:
            guesses = self._guesses[mark] = guesses.seen(now)
            self._save_if_possible()
        if guesses.wait(now):
            raise _must_wait(guesses, now)
        return mark, guesses

    def _open(self, login: str, password: str) -> bytes | None:
        wrap = self._users.get(login)
        if wrap is None:
            wraps.stretched(password, bytes.fromhex(self._id) * 2, self._usual_cost())
            return None
        return wraps.open_password(wrap, password, _bound(login, self._id))

    def _usual_cost(self) -> Cost:
        return next((wrap.cost for wrap in self._users.values() if wrap.cost), self._cost)

    def _put(self, data_key: bytes, login: str, password: str) -> None:
        self._rule.check(password, login)
        self._users[login] = self._wrapped(data_key, login, password)
        self._guesses.pop(self._mark(login), None)
        self._save()

    def _wrapped(self, data_key: bytes, login: str, password: str) -> Wrap:
        self._must_fit(data_key)
        return wraps.by_password(data_key, password, _bound(login, self._id), self._cost)

    def _must_fit(self, data_key: bytes) -> None:
        if not self.fits(data_key):
            raise Damage("密钥文件和数据文件不是一套", "请确认数据文件夹没有换错；可从备份恢复")

    def _known(self, login: str) -> str:
        login = plain_login(login)
        if login not in self._users:
            raise Refusal(f"没有登录名“{login}”", "请核对登录名", "login")
        return login

    def _free_login(self, login: str) -> str:
        login = plain_login(login)
        if not login:
            raise Refusal("登录名不能为空", "请输入登录名", "login")
        if login in self._users:
            raise Refusal(f"登录名“{login}”已经有人用了", "请换一个登录名", "login")
        return login

    def _mark(self, login: str) -> str:
        return hashlib.sha256(f"{self._id}/{login}".encode()).hexdigest()[:16]

    def _forget_strangers(self) -> None:
        known = {self._mark(login) for login in self._users}
        strangers = [mark for mark in self._guesses if mark not in known]
        for mark in strangers[:-_STRANGERS]:
            del self._guesses[mark]

    def _save_if_possible(self) -> None:
        with suppress(OSError):
            self._write()

    def _save(self) -> None:
        with translated():
            self._write()

    def _write(self) -> None:
        content: dict[str, Any] = {
            "format": _FORMAT,
            "id": self._id,
            "check": self._check.hex(),
            "users": {login: wrap.as_json() for login, wrap in self._users.items()},
            "recovery": self._recovery.as_json(),
            "guesses": {mark: guesses.as_json() for mark, guesses in self._guesses.items()},
        }
        content["sum"] = _sum(content)
        files.write_atomic(self.path, json.dumps(content, ensure_ascii=False, indent=1).encode())


def plain_login(login: str) -> str:
    """The login as it is kept and compared: half-width, lower case, no outer spaces."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def _bound(login: str, file_id: str) -> bytes:
    return f"shequ-desk/{file_id}/{login}".encode()


def _check(data_key: bytes, file_id: str) -> bytes:
    return hmac.digest(data_key, f"key file {file_id}".encode(), "sha256")


def _sum(content: Mapping[str, Any]) -> str:
    counted = {name: value for name, value in content.items() if name != "sum"}
    return hashlib.sha256(json.dumps(counted, sort_keys=True).encode()).hexdigest()


def _content(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_bytes())
    if content["format"] > _FORMAT:
        raise Trouble("密钥文件由更新版本的程序写成", "请安装新版程序后再打开")
    if content["sum"] != _sum(content):
        raise ValueError("checksum")
    return content


@contextmanager
def _legible() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise Damage("找不到密钥文件 keys.json", _way_back()) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damage("密钥文件 keys.json 损坏", _way_back()) from error
    except OSError as error:
        raise Damage("读不出密钥文件 keys.json", _way_back()) from error


def _way_back() -> str:
    return "请拿出打印的恢复单，从最近的备份恢复（每份备份里都有一份密钥文件）"


def _not_admitted(guesses: Guesses, now: datetime) -> Refusal:
    wait = guesses.wait(now)
    way_out = f"请等 {spoken(wait)}再试" if wait else "请再试一次，注意大小写和输入法"
    return Refusal("登录名或密码不对", f"{way_out}；忘记密码请另一位管理员重设，或用恢复单", "password")


def _must_wait(guesses: Guesses, now: datetime) -> Refusal:
    message = f"连续输错 {guesses.failures} 次，请等 {spoken(guesses.wait(now))}再试"
    return Refusal(message, "忘记密码请另一位管理员重设，或用恢复单", "password")
