"""What a password must be like."""

from dataclasses import dataclass

from shequ_desk.kernel.errors import Refusal


@dataclass(frozen=True)
class PasswordRule:
    """Least length in characters and least number of the four kinds: lower case, upper case, digits, others."""

    length: int = 8
    kinds: int = 3

    def check(self, password: str, login: str) -> None:
        """Refusal with the reason when the password is too easy."""
        if len(password) < self.length:
            raise _refused(f"密码至少 {self.length} 个字符，现在是 {len(password)} 个")
        if _kinds(password) < self.kinds:
            raise _refused(f"密码要包含大写字母、小写字母、数字、符号（或汉字）四种里的 {self.kinds} 种")
        if login.casefold() in password.casefold():
            raise _refused("密码里不能含有登录名")


def _kinds(password: str) -> int:
    kinds = {_kind(character) for character in password}
    return len(kinds)


def _kind(character: str) -> str:
    if character.isascii() and character.isalnum():
        return "digit" if character.isdigit() else "lower" if character.islower() else "upper"
    return "other"


def _refused(reason: str) -> Refusal:
    return Refusal(reason, "请换一个密码，例如一句好记的话加数字", "password")
