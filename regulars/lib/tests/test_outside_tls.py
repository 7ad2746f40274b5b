"""Over TLS the name stays the one that was asked for, whatever address is connected to."""

import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from regulars.lib.outside import CannotReach, Outside

NAME = "id.example.test"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


def certificate(folder: Path) -> Path:
    """For NAME, signed by itself; the key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = (
        made.serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
    )
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = folder / "both.pem"
    path.write_bytes(
        made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, *plain)
    )
    return path


class Served:
    def __init__(self, pem: Path) -> None:
        self.pem, self.names, self.asked = pem, list[Any](), list[str]()
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(pem)
        self.context.sni_callback = lambda _socket, name, _context: self.names.append(name)

    def serve(self) -> None:
        while True:
            try:
                plain, _address = self.server.accept()
                with self.context.wrap_socket(plain, server_side=True) as peer:
                    self.asked.append(peer.recv(65536).decode())
                    peer.sendall(ANSWER)
            except ssl.SSLError:
                continue
            except OSError:
                return


@pytest.fixture
def served(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    found = Served(certificate(tmp_path))
    settings.OUTSIDE = [f"{NAME}:{found.port}", f"other.example.test:{found.port}"]
    here = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", found.port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: here)
    thread = threading.Thread(target=found.serve, daemon=True)
    thread.start()
    yield found
    found.server.shutdown(socket.SHUT_RDWR)
    found.server.close()
    thread.join(5)


@pytest.mark.attack("E3")
def test_the_name_is_in_the_handshake_and_the_host(served: Served) -> None:
    with Outside(ca=str(served.pem)) as line:
        assert line.get(f"https://{NAME}:{served.port}/").json() == {}
    assert served.names == [NAME]
    assert f"Host: {NAME}:{served.port}" in served.asked[0]


@pytest.mark.attack("E3")
def test_a_certificate_for_another_name_or_of_nobody_is_refused(served: Served) -> None:
    for url, ca in (
        (f"https://other.example.test:{served.port}/", str(served.pem)),
        (f"https://{NAME}:{served.port}/", True),
    ):
        with pytest.raises(CannotReach), Outside(ca=ca) as line:
            line.get(url, verify=False)
    assert served.asked == []
