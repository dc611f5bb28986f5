"""The key file: who gets in, who does not, and what a damaged file says (promise P14)."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_desk.kernel.errors import Refusal, Trouble
from shequ_desk.store import recovery
from shequ_desk.store.guesses import FIRST_WAIT, LONGEST_WAIT, Guesses, spoken
from shequ_desk.store.keys import KeyFile
from shequ_desk.store.passwords import PasswordRule
from shequ_desk.store.wraps import Cost

CHEAP = Cost(memory=16, passes=1, lanes=1)
NOW = datetime(2026, 11, 21, 10, 42)
GOOD = "Qingcai-2026"
OTHER = "Luobo-2027"


@pytest.fixture
def made(tmp_path: Path) -> tuple[KeyFile, str, bytes]:
    """A key file with the user `wanglan`, its recovery key and its data key."""
    keys, text, data_key = KeyFile.create(tmp_path / "keys.json", CHEAP)
    keys.add_user(data_key, "wanglan", GOOD)
    return keys, text, data_key


def _again(keys: KeyFile) -> KeyFile:
    return KeyFile.load(keys.path, CHEAP)


def _refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.sentence


def test_password_and_recovery_key_give_the_same_data_key(made: tuple[KeyFile, str, bytes]) -> None:
    keys, text, data_key = made
    assert len(data_key) == 32
    assert _again(keys).unlock("wanglan", GOOD, NOW) == data_key
    assert _again(keys).unlock_recovery(text) == data_key
    assert keys.fits(data_key)
    assert not keys.fits(bytes(32))


def test_login_and_password_may_be_typed_full_width(made: tuple[KeyFile, str, bytes]) -> None:
    keys, _, data_key = made
    assert keys.unlock(" ＷangLan ", "Ｑingcai－２０２６", NOW) == data_key


def test_the_file_holds_neither_key_nor_password(made: tuple[KeyFile, str, bytes]) -> None:
    keys, text, data_key = made
    stored = keys.path.read_text("utf-8")
    assert GOOD not in stored
    assert text not in stored
    assert data_key.hex() not in stored
    assert keys.path.stat().st_mode & 0o077 == 0


def test_a_second_key_file_is_never_written_over_the_first(made: tuple[KeyFile, str, bytes]) -> None:
    keys, _, _ = made
    assert "已经有密钥文件" in _refused(lambda: KeyFile.create(keys.path, CHEAP))


def test_users_come_and_go(made: tuple[KeyFile, str, bytes]) -> None:
    keys, _, data_key = made
    keys.add_user(data_key, "zhou", OTHER)
    assert _again(keys).unlock("zhou", OTHER, NOW) == data_key
    assert "已经有人用了" in _refused(lambda: keys.add_user(data_key, "ZHOU", OTHER))
    keys.rename(data_key, "zhou", "zhouxm", OTHER)
    assert _again(keys).unlock("zhouxm", OTHER, NOW) == data_key
    keys.remove_user("wanglan")
    assert _again(keys).logins() == ("zhouxm",)
    assert "密码不对" in _refused(lambda: _again(keys).unlock("wanglan", GOOD, NOW))
    assert "最后一个" in _refused(lambda: keys.remove_user("zhouxm"))


def test_a_new_password_ends_the_old_one_and_the_delay(made: tuple[KeyFile, str, bytes]) -> None:
    keys, _, data_key = made
    for _ in range(3):
        _refused(lambda: keys.unlock("wanglan", OTHER, NOW))
    keys.set_password(data_key, "wanglan", OTHER)
    assert keys.unlock("wanglan", OTHER, NOW) == data_key
    _refused(lambda: keys.unlock("wanglan", GOOD, NOW))


def test_another_opening_is_taken_over_not_written_over(made: tuple[KeyFile, str, bytes]) -> None:
    keys, _, data_key = made
    _again(keys).set_password(data_key, "wanglan", OTHER)
    keys.reload()
    assert keys.unlock("wanglan", OTHER, NOW) == data_key
    assert "密码不对" in _refused(lambda: _again(keys).unlock("wanglan", GOOD, NOW))


def test_a_wrap_cannot_be_moved_to_another_login(made: tuple[KeyFile, str, bytes]) -> None:
    keys, _, data_key = made
    keys.add_user(data_key, "intruder", OTHER)
    keys._users["wanglan"] = keys._users["intruder"]
    _refused(lambda: keys.unlock("wanglan", OTHER, NOW))


def test_a_foreign_data_key_is_not_wrapped(made: tuple[KeyFile, str, bytes]) -> None:
    keys, _, _ = made
    with pytest.raises(Trouble, match="不是一套"):
        keys.add_user(bytes(32), "zhou", OTHER)


def test_an_old_sheet_opens_nothing_after_a_new_one(made: tuple[KeyFile, str, bytes]) -> None:
    keys, old, data_key = made
    new = keys.new_recovery(data_key)
    assert _again(keys).unlock_recovery(new) == data_key
    assert "作废" in _refused(lambda: _again(keys).unlock_recovery(old))


def test_a_higher_cost_is_kept_with_each_password(made: tuple[KeyFile, str, bytes]) -> None:
    keys, _, data_key = made
    dearer = KeyFile.load(keys.path, Cost(memory=32, passes=2, lanes=1))
    dearer.set_password(data_key, "wanglan", OTHER)
    assert json.loads(keys.path.read_bytes())["users"]["wanglan"]["argon2id"] == [32, 2, 1]
    assert _again(keys).unlock("wanglan", OTHER, NOW) == data_key


@pytest.mark.parametrize(
    ("password", "reason"),
    [("Ab1", "至少 8 个"), ("abcdefgh1", "四种"), ("Wanglan-2026", "登录名"), ("12345678", "四种")],
)
def test_easy_passwords_are_refused(made: tuple[KeyFile, str, bytes], password: str, reason: str) -> None:
    keys, _, data_key = made
    assert reason in _refused(lambda: keys.set_password(data_key, "wanglan", password))


def test_the_rule_is_configurable() -> None:
    PasswordRule(length=4, kinds=1).check("abcd", "wanglan")
    PasswordRule().check("春眠不觉晓Ab1", "wanglan")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"format": 1, "sum": "x"}', b"\xff\xfe"])
def test_a_damaged_file_points_to_sheet_and_backups(made: tuple[KeyFile, str, bytes], content: bytes) -> None:
    keys, _, _ = made
    keys.path.write_bytes(content)
    with pytest.raises(Trouble, match="损坏") as caught:
        KeyFile.load(keys.path)
    assert "恢复单" in caught.value.way_out
    assert "备份" in caught.value.way_out


def test_every_altered_byte_is_noticed(made: tuple[KeyFile, str, bytes]) -> None:
    keys, _, _ = made
    whole = keys.path.read_bytes()
    stored = json.loads(whole)
    for place in range(0, len(whole), 7):
        broken = bytearray(whole)
        broken[place] ^= 0x04
        keys.path.write_bytes(broken)
        try:
            KeyFile.load(keys.path)
        except Trouble:
            continue
        assert json.loads(bytes(broken)) == stored


def test_a_missing_file_and_a_newer_one(tmp_path: Path, made: tuple[KeyFile, str, bytes]) -> None:
    keys, _, _ = made
    with pytest.raises(Trouble, match="找不到"):
        KeyFile.load(tmp_path / "nowhere.json")
    keys.path.write_text(json.dumps(json.loads(keys.path.read_bytes()) | {"format": 2}))
    with pytest.raises(Trouble, match="更新版本"):
        KeyFile.load(keys.path)


def test_known_and_unknown_logins_are_told_the_same(made: tuple[KeyFile, str, bytes]) -> None:
    keys, _, _ = made
    for _ in range(4):
        known = _refused(lambda: keys.unlock("wanglan", OTHER, NOW))
        assert _refused(lambda: keys.unlock("stranger", OTHER, NOW)) == known


def test_the_delay_grows_survives_a_restart_and_ends(made: tuple[KeyFile, str, bytes]) -> None:
    keys, _, data_key = made
    now, waits = NOW, []
    for _ in range(14):
        _refused(lambda: keys.unlock("wanglan", OTHER, now))  # noqa: B023  # called at once
        keys = _again(keys)
        waits.append(keys._guesses[keys._mark("wanglan")].delay)
        now += waits[-1]
    assert waits[:5] == [timedelta(), timedelta(), FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert waits[-1] == LONGEST_WAIT
    assert "请等" in _refused(lambda: keys.unlock("wanglan", GOOD, now - timedelta(seconds=1)))
    assert keys.unlock("wanglan", GOOD, now + LONGEST_WAIT) == data_key
    assert not _again(keys)._guesses


def test_the_right_password_has_to_wait_too(made: tuple[KeyFile, str, bytes]) -> None:
    keys, _, data_key = made
    for _ in range(3):
        _refused(lambda: keys.unlock("wanglan", OTHER, NOW))
    assert "请等 5 秒" in _refused(lambda: _again(keys).unlock("wanglan", GOOD, NOW))
    assert _again(keys).unlock("wanglan", GOOD, NOW + FIRST_WAIT) == data_key


def test_a_clock_set_back_neither_shortens_nor_blocks(made: tuple[KeyFile, str, bytes]) -> None:
    keys, _, data_key = made
    for _ in range(3):
        _refused(lambda: keys.unlock("wanglan", OTHER, NOW))
    earlier = NOW - timedelta(days=400)
    assert "请等 5 秒" in _refused(lambda: keys.unlock("wanglan", GOOD, earlier))
    assert keys.unlock("wanglan", GOOD, earlier + FIRST_WAIT) == data_key


def test_many_strangers_neither_grow_the_file_nor_free_a_user(made: tuple[KeyFile, str, bytes]) -> None:
    keys, _, _ = made
    for _ in range(3):
        _refused(lambda: keys.unlock("wanglan", OTHER, NOW))
    keys._save_if_possible = lambda: None  # type: ignore[method-assign]  # the disk is not what is tested
    for number in range(300):
        _refused(lambda: keys.unlock(f"stranger{number}", OTHER, NOW))  # noqa: B023  # called at once
    assert len(keys._guesses) <= 202
    assert "请等" in _refused(lambda: keys.unlock("wanglan", GOOD, NOW))


@given(st.integers(0, 10**6), st.timedeltas(timedelta(days=-4000), timedelta(days=4000)))
def test_nobody_ever_waits_longer_than_the_longest(failures: int, drift: timedelta) -> None:
    guesses = Guesses(failures, NOW)
    assert timedelta() <= guesses.wait(NOW + drift) <= LONGEST_WAIT
    assert Guesses.from_json(guesses.as_json()) == guesses


@pytest.mark.parametrize(
    ("wait", "words"),
    [(timedelta(seconds=4.2), "5 秒"), (timedelta(seconds=65), "1 分 5 秒"), (timedelta(minutes=15), "15 分钟")],
)
def test_waits_in_words(wait: timedelta, words: str) -> None:
    assert spoken(wait) == words


@given(st.integers(0, recovery.GROUPS - 1), st.integers(0, 4), st.sampled_from(recovery.ALPHABET))
def test_one_wrong_character_names_its_group(place: int, index: int, wrong: str) -> None:
    groups = recovery.generate().split("-")
    if groups[place][index] == wrong:
        return
    groups[place] = groups[place][:index] + wrong + groups[place][index + 1 :]
    assert f"第 {place + 1} 组" in _refused(lambda: recovery.secret("-".join(groups)))


@given(st.integers(0, recovery.GROUPS - 2))
def test_swapped_groups_are_noticed(place: int) -> None:
    groups = recovery.generate().split("-")
    groups[place], groups[place + 1] = groups[place + 1], groups[place]
    assert f"第 {place + 1} 组" in _refused(lambda: recovery.secret(" ".join(groups)))


def test_recovery_keys_are_read_kindly() -> None:
    text = recovery.generate()
    loose = text.lower().replace("-", " ").replace("1", "l")
    full_width = "".join(chr(ord(c) + 0xFEE0) for c in text)
    assert recovery.secret(loose) == recovery.secret(text) == recovery.secret(full_width)
    assert "6 组" in _refused(lambda: recovery.secret(text[:-6]))
    assert "6 组" in _refused(lambda: recovery.secret(text + "-AAAAA"))
    assert "第 6 组" in _refused(lambda: recovery.secret(text[:-1]))
