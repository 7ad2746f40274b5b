"""Where the web server answers, and who is there already."""

import contextlib
import errno
import socket

import psutil

from regulars.operations.problems import Problem


def free_port(host: str, port: int) -> int:
    """`port` itself, or any free one for 0. Raises Problem, naming who has it, where it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OverflowError as error:
            raise Problem(f"There is no port {port}; ports go from 1 to 65535.") from error
        except OSError as error:
            raise Problem(refusal(host, port, error)) from error
        return int(probe.getsockname()[1])


def refusal(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken{holder(port)}. Stop that, or choose another with --port {port + 1}."
    if error.errno == errno.EACCES:
        return f"Port {port} needs more rights than this user has. Choose one above 1023 with --port."
    return (
        f"Regulars cannot answer on {host}: {error.strerror}. Choose an address of this machine with --host."
    )


def holder(port: int) -> str:
    """By whom, where this user may know it."""
    with contextlib.suppress(psutil.Error, OSError):
        for connection in psutil.net_connections("tcp"):
            if connection.status == psutil.CONN_LISTEN and connection.laddr.port == port and connection.pid:
                return f" by {psutil.Process(connection.pid).name()} (process {connection.pid})"
    return ""


def address(host: str, port: int) -> str:
    """What a person on this machine types."""
    name = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::", "::1"} else host  # noqa: S104 # compared, not bound
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
