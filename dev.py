"""One door for developers: make the environment and run the program, its demo, its checks, its build.

Standard library only; Python 3.11 or newer; Windows and Linux. Run `python3 dev.py` for the list of commands.
"""

import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

if sys.version_info < (3, 11):
    sys.exit("shequ_desk needs Python 3.11 or newer; this is Python " + platform.python_version())

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
STAMP = VENV / "dev-stamp"
OUT = ROOT / "out"
PROGRAM = ROOT / "dist" / "shequ-desk" / ("shequ-desk.exe" if os.name == "nt" else "shequ-desk")

NOT_READY = 2

RUN = ("-m", "shequ_desk")
DEMO_WINDOW = ("-m", "tests.play", "--window")
DEMO_OFFSCREEN = ("-m", "tests.play", "--out", str(OUT))
TEST = ("-m", "pytest")
BENCH = ("-m", "tests.bench")
SHOTS = ("-m", "tests.shots", "--out", str(OUT))
BUILD = ("-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", "dist", "--workpath", "build")
SPEC = "build.spec"
SELF_CHECK = "self-check"
FOUND = ("init", "--centre", "试用中心", "--code", "330203001001", "--admin", "check", "--json")
ROSTER = ROOT / "tests" / "data" / "roster.xlsx"
COUNTS = ("rows", "created", "updated", "duplicates", "warnings", "rejected")
WINDOW_SECONDS = 6.0

OFFSCREEN_PACKAGES = (
    "libegl1 libgl1 libxkbcommon0 libfontconfig1 libfreetype6 libglib2.0-0 libx11-6 libdbus-1-3"
).split()
SCREEN_PACKAGES = (
    "libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libglib2.0-0 libxcb-cursor0 "
    "libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-sync1 "
    "libxcb-xfixes0 libxcb-xkb1 libx11-xcb1"
).split()

HELP = {
    "demo": "open the counter on a made-up community; without a screen: play one lunch, write out/",
    "test": "run every check; arguments go to pytest",
    "run": "start the program on the real data folder; arguments go to shequ-desk",
    "bench": "measure the figures",
    "shots": "write a screenshot of every page to out/",
    "build": "make dist/shequ-desk with PyInstaller; --check also tries it without a network",
}


class NotReady(Exception):
    """The machine lacks something that the user has to provide; the message says what and how."""


# --- what the machine is -------------------------------------------------------------------------


def venv_python(venv: Path, os_name: str = os.name) -> Path:
    """Return where the interpreter of a virtual environment lies on this kind of system."""
    return venv / "Scripts" / "python.exe" if os_name == "nt" else venv / "bin" / "python"


def has_display(environ: Mapping[str, str], system: str) -> bool:
    """Tell whether a window can be shown: always on Windows and macOS, on others when a display is named."""
    if system in ("Windows", "Darwin"):
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def child_environment(environ: Mapping[str, str], command: str, display: bool) -> dict[str, str]:
    """Return the environment of the child: UTF-8 everywhere, off-screen unless a window is meant and possible."""
    child = dict(environ, PYTHONUTF8="1")
    if not display or command in ("test", "bench", "shots", "build"):
        child.setdefault("QT_QPA_PLATFORM", "offscreen")
    return child


def core_count() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# --- Qt's system libraries -----------------------------------------------------------------------


def needed_packages(command: str, display: bool, prefix: str = sys.base_prefix) -> list[str]:
    """Return the Debian packages that `command` needs; a built program carries the libraries of a screen."""
    packages = list(OFFSCREEN_PACKAGES)
    if command == "build" or (display and command in ("demo", "run")):
        packages += [name for name in SCREEN_PACKAGES if name not in packages]
    if command == "build":
        packages.append("binutils")
        if prefix == "/usr":
            packages.append(f"libpython3.{sys.version_info.minor}")
    return packages


def missing_packages(needed: Iterable[str], installed: Iterable[str]) -> list[str]:
    """Return what is needed and not there; newer releases add `t64` to some names."""
    present = {name.split(":")[0].removesuffix("t64") for name in installed}
    return [name for name in needed if name not in present]


def parse_dpkg(text: str) -> list[str]:
    """Return the installed packages from lines `name status` as dpkg-query prints them."""
    pairs = (line.split() for line in text.splitlines())
    return [pair[0] for pair in pairs if len(pair) == 2 and pair[1] == "installed"]


def installed_packages(needed: Sequence[str]) -> list[str]:
    """Ask dpkg which of the packages are installed, under their plain or their t64 name."""
    query = ["dpkg-query", "-W", "-f=${Package} ${db:Status-Status}\n", *needed, *(f"{name}t64" for name in needed)]
    return parse_dpkg(subprocess.run(query, capture_output=True, text=True, check=False).stdout)


def apt_prefix() -> list[str] | None:
    """Return what to put before apt-get to be allowed to install, or None when nobody may without a password."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def install_packages(packages: Sequence[str], prefix: Sequence[str] | None) -> None:
    """Install Debian packages, or raise NotReady naming the one command that does."""
    by_hand = f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join(packages)}"
    if prefix is None:
        raise NotReady(f"Some system libraries are missing. Please run this once, then start again:\n\n  {by_hand}\n")
    say(f"Installing system libraries: {' '.join(packages)}")
    quiet = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    for step in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        if subprocess.run([*quiet, *step], stdout=subprocess.DEVNULL, check=False).returncode:
            raise NotReady(f"apt-get could not install them. Is the network there? The command was:\n\n  {by_hand}\n")


def ensure_libraries(command: str, display: bool) -> None:
    """On Debian and its family install the missing system libraries; elsewhere leave that to the user."""
    if not (shutil.which("dpkg-query") and shutil.which("apt-get")):
        return
    needed = needed_packages(command, display)
    missing = missing_packages(needed, installed_packages(needed))
    if missing:
        install_packages(missing, apt_prefix())


# --- the environment -----------------------------------------------------------------------------


def stamp_text(root: Path, version: str) -> str:
    """Return what the environment was made from: Python version and folder, then the hash of lock and project file."""
    digest = hashlib.sha256()
    for name in ("requirements.lock", "pyproject.toml"):
        digest.update((root / name).read_bytes().replace(b"\r\n", b"\n"))
    return f"{version}\n{root}\n{digest.hexdigest()}\n"


def must_start_over(stamp: str, wanted: str) -> bool:
    """Tell whether another Python or a moved folder made this environment, so that it cannot be mended in place."""
    return bool(stamp) and stamp.splitlines()[:2] != wanted.splitlines()[:2]


def read_stamp(stamp: Path) -> str:
    """Return the stamp of a finished environment, or nothing."""
    return stamp.read_text(encoding="utf-8") if stamp.is_file() else ""


def make_venv(start_over: bool) -> None:
    """Create the virtual environment, emptied first when it cannot be kept."""
    if venv_python(VENV).is_file() and not start_over:
        return
    say("Making the environment in .venv")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if made.returncode:
        raise NotReady("Python could not make a virtual environment. On Debian: sudo apt-get install -y python3-venv")


def pip(*arguments: str) -> None:
    """Run pip inside the environment, or raise NotReady."""
    command = [str(venv_python(VENV)), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--quiet"]
    if subprocess.run([*command, *arguments], cwd=ROOT, check=False).returncode:
        raise NotReady("pip could not install the parts (see above). Is the network there? Start again to go on.")


def ensure_environment() -> None:
    """Make `.venv` hold exactly what the lock says and this checkout; do nothing when the stamp says so already."""
    wanted = stamp_text(ROOT, platform.python_version())
    stamp = read_stamp(STAMP)
    if stamp == wanted and venv_python(VENV).is_file():
        return
    make_venv(must_start_over(stamp, wanted))
    STAMP.unlink(missing_ok=True)
    say("Installing the parts named in requirements.lock (some minutes the first time)")
    pip("--require-hashes", "--only-binary", ":all:", "-r", str(LOCK))
    pip("--no-deps", "--no-build-isolation", "--no-index", "-e", ".")
    unfinished = STAMP.with_suffix(".new")
    unfinished.write_text(wanted, encoding="utf-8")
    unfinished.replace(STAMP)


# --- the commands --------------------------------------------------------------------------------


def say(text: str) -> None:
    """Tell the user what is going on."""
    print(f"dev.py: {text}", flush=True)


def call(command: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run a command in the checkout and return its exit code; Ctrl+C ends both."""
    with subprocess.Popen(command, cwd=ROOT, env=environ) as child:
        try:
            return child.wait()
        except KeyboardInterrupt:
            child.wait()
            return 130


def pytest_arguments(arguments: Sequence[str], cores: int) -> list[str]:
    """Spread the tests over the cores unless the user chose otherwise or debugs."""
    chosen = any(text.startswith(("-n", "--numprocesses", "--pdb", "--trace")) for text in arguments)
    spread = [] if chosen or cores < 2 else ["-n", str(cores), "--dist", "worksteal"]
    return [*spread, *arguments]


def module_command(command: str, arguments: Sequence[str], display: bool) -> list[str]:
    """Return what the environment's Python is given for a command."""
    if command == "test":
        return [*TEST, *pytest_arguments(arguments, core_count())]
    if command == "demo":
        return [*(DEMO_WINDOW if display else DEMO_OFFSCREEN), *arguments]
    return [*{"run": RUN, "bench": BENCH, "shots": SHOTS}[command], *arguments]


def run_module(command: str, arguments: Sequence[str], display: bool) -> int:
    """Run a command with the environment's Python."""
    if command == "run" and not display and not arguments:
        raise NotReady("There is no screen to open the window on. Try: python3 dev.py demo")
    python = str(venv_python(VENV))
    return call([python, *module_command(command, arguments, display)], child_environment(os.environ, command, display))


def build(arguments: Sequence[str], display: bool) -> int:
    """Make the program folder with PyInstaller; with `--check` try what it made."""
    options = [text for text in arguments if text != "--check"]
    environ = child_environment(os.environ, "build", display)
    code = call([str(venv_python(VENV)), *BUILD, *options, SPEC], environ)
    if code:
        return code
    say(f"made {PROGRAM.parent.relative_to(ROOT)}, {folder_megabytes(PROGRAM.parent)} MB")
    return check_program(environ) if "--check" in arguments else 0


def folder_megabytes(folder: Path) -> int:
    """Return the size of all files of a folder in MB, links not followed."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir()) // 1_000_000


def network_off() -> list[str]:
    """Return what to put before a command to take its network away, where this user may do that."""
    prefix = ["unshare", "--net"] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["unshare", "--user", "--net"]
    if shutil.which("unshare") and subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0:
        return prefix
    say("the network cannot be switched off here; checking with it on")
    return []


def check_program(environ: Mapping[str, str], program: Path = PROGRAM) -> int:
    """Try the built program in an empty home without a network: a receipt, a roster, the login. Returns 0 or 1."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        bare = {key: value for key, value in environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
        bare |= {"HOME": folder, "USERPROFILE": folder, "XDG_DATA_HOME": str(home / "share")}
        bare |= {"QT_QPA_PLATFORM": "offscreen", "SHEQU_DESK_PASSWORD": "Noodles-at-noon-41"}
        start = [*network_off(), str(program), "--data"]
        problem = check_receipt(start, home, bare) or check_import(start, home, bare) or check_window(start, home, bare)
    if problem:
        say(f"the built program {problem}")
        return 1
    say("the built program printed a receipt, imported the roster and showed its login")
    return 0


def check_receipt(start: Sequence[str], home: Path, environ: Mapping[str, str]) -> str:
    """Found a throw-away centre, sign in, print a receipt to PDF; return what went wrong, or nothing."""
    code = call([*start, str(home / "check"), SELF_CHECK, "--out", str(home / "out")], environ)
    papers = list((home / "out").glob("*.pdf"))
    if code or not papers or any(not paper.read_bytes().startswith(b"%PDF-") for paper in papers):
        return f"did not print its receipt (exit code {code})"
    return ""


def check_import(start: Sequence[str], home: Path, environ: Mapping[str, str]) -> str:
    """Import the sample roster, which is read in a child process; return what went wrong, or nothing."""
    ask = [*start, str(home / "data")]
    expected = json.loads((ROSTER.parent / "roster.expected.json").read_text(encoding="utf-8"))
    for words in (FOUND, ("import", "residents", str(ROSTER), "--user", "check", "--json")):
        told = subprocess.run([*ask, *words], env=environ, stdout=subprocess.PIPE, check=False)
        if told.returncode:
            return f"did not {words[0]} (exit code {told.returncode})"
    counts = json.loads(told.stdout.decode("utf-8"))
    return "" if counts == {name: expected[name] for name in COUNTS} else f"counted {counts} in the roster"


def check_window(start: Sequence[str], home: Path, environ: Mapping[str, str]) -> str:
    """Open the login on the centre just founded and leave it for some seconds; return what went wrong, or nothing."""
    try:
        ended = subprocess.run(
            [*start, str(home / "data")], env=environ, capture_output=True, timeout=WINDOW_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as still_open:
        told = (still_open.stderr or b"").decode("utf-8", "replace")
    else:
        return f"closed its window by itself (exit code {ended.returncode}): {ended.stderr.decode('utf-8', 'replace')}"
    logs = "".join(path.read_text(encoding="utf-8") for path in (home / "data" / "logs").glob("*.log"))
    return f"complained behind its login: {told}{logs}" if "Traceback" in told or logs else ""


def parse(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """Return the command and what follows it, which is handed on unread. Ends with usage on a wrong command."""
    parser = argparse.ArgumentParser(
        prog="dev.py",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="\n".join(f"  {name:6} {text}" for name, text in HELP.items()),
    )
    parser.add_argument("command", choices=HELP, metavar="command", help="one of the words below")
    parsed = parser.parse_args(arguments[:1])
    return str(parsed.command), list(arguments[1:])


def main(arguments: Sequence[str]) -> int:
    """Make everything ready, run the command, return its exit code."""
    command, rest = parse(arguments)
    display = has_display(os.environ, platform.system())
    try:
        ensure_libraries(command, display)
        ensure_environment()
        return build(rest, display) if command == "build" else run_module(command, rest, display)
    except NotReady as problem:
        say(str(problem))
        return NOT_READY


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
