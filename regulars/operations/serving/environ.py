"""One request as WSGI describes it, from what the server knows of it."""

import sys
from typing import Any

PROTOCOLS = {"1": "HTTP/1.0", "1.1": "HTTP/1.1", "2": "HTTP/2"}
NOT_HTTP = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}
CONSTANT: dict[str, Any] = {
    "GATEWAY_INTERFACE": "CGI/1.1",
    "SCRIPT_NAME": "",
    "SERVER_SOFTWARE": "Regulars",
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
}


def environ(scope: Any, body: Any) -> dict[str, Any]:
    """The WSGI environment of the request `scope`, whose body is the file `body`."""
    server, port = scope.server.rsplit(":", 1)
    found = CONSTANT | {
        "SERVER_NAME": server.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": PROTOCOLS.get(scope.http_version, "HTTP/1.1"),
        "REMOTE_ADDR": scope.client.rsplit(":", 1)[0].strip("[]"),
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
    }
    for name, value in scope.headers.items():
        if "_" in name:  # it would pass for the name with a dash, which a proxy in front may have set
            continue
        key = NOT_HTTP.get(name) or "HTTP_" + name.upper().replace("-", "_")
        found[key] = f"{found[key]}{'; ' if name == 'cookie' else ','}{value}" if key in found else value
    if "HTTP_HOST" not in found and scope.authority:
        found["HTTP_HOST"] = scope.authority
    return found
