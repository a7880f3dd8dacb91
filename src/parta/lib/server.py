"""How the web server is started."""

import sys


def web(host: str, port: int, *, workers: int, threads: int, application: str) -> list[str]:
    """The command that serves `package.module:application` by granian: `workers` processes of `threads` each."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", str(threads), "--respawn-failed-workers",
        "--log-level", "warning", application,
    ]  # fmt: skip
