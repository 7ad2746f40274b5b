"""A small house that knows who people are: OpenID Connect on this machine, as honest or as dishonest as a test wants it."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ANOTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
SECRET = "between the two houses"


class House:
    """`claims` are laid over what an honest house would say; `config` over how it describes itself."""

    def __init__(self) -> None:
        self.url = ""
        self.claims: dict[str, Any] = {}
        self.config: dict[str, Any] = {}
        self.about: dict[str, Any] = {}  # what its userinfo says
        self.key: Any = KEY
        self.asked: dict[str, str] = {}
        self.traded: list[dict[str, str]] = []

    def described(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        } | self.config

    def keys(self) -> dict[str, Any]:
        return {
            "keys": [
                json.loads(RSAAlgorithm.to_jwk(KEY.public_key()))
                | {"kid": "one", "alg": "RS256", "use": "sig"}
            ]
        }

    def asks(self, address: str) -> str:
        """As if the person had answered at `address`; where their browser is sent back to."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        return f"{urlsplit(self.asked['redirect_uri']).path}?code=one&state={self.asked['state']}"

    def trades(self, given: dict[str, str]) -> dict[str, Any]:
        self.traded.append(given)
        proof = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(proof).rstrip(b"=").decode() != self.asked["code_challenge"]:
            return {"error": "invalid_grant"}
        if given["client_secret"] != SECRET:
            return {"error": "invalid_client"}
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": self.says()}

    def says(self) -> str:
        now = int(time.time())
        honest = {
            "iss": self.url,
            "sub": "17",
            "aud": "regulars",
            "exp": now + 300,
            "iat": now,
            "auth_time": now,
        }
        honest |= {
            "email": "dana@fern.example",
            "email_verified": True,
            "name": "Dana",
            "nonce": self.asked["nonce"],
        }
        claims = {name: value for name, value in (honest | self.claims).items() if value is not None}
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "one"})


@contextmanager
def another_house() -> Iterator[House]:
    house = House()

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            pages = {"/keys": house.keys(), "/userinfo": house.about}
            self.answer(pages.get(self.path, house.described()))

        def do_POST(self) -> None:
            given = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.answer(house.trades({name: values[0] for name, values in given.items()}))

        def answer(self, told: dict[str, Any]) -> None:
            body = json.dumps(told).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: Any) -> None:
            """Nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    house.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield house
    finally:
        server.shutdown()
        server.server_close()
