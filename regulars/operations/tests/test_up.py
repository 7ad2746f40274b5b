"""bin/up: one address, everything well, and an end without remains."""

import http.client
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from regulars.operations import addresses
from regulars.operations.problems import Problem
from regulars.operations.tests.installations import Up, environment, processes_of, regulars, wait_for

pytestmark = pytest.mark.slow


def test_all_is_well_when_the_address_is_printed(data: Path) -> None:
    with Up(data) as up:
        assert up.health() == (200, {"web": "ok", "database": "ok", "worker": "ok"})


def test_the_owners_link_is_printed_and_opens_while_there_is_no_owner(data: Path) -> None:
    with Up(data) as up:
        line = wait_for(lambda: next((line for line in up.said if "/join/" in line), None), up.told)
        path = line[line.index("/join/") :]
        with urllib.request.urlopen(up.address + path, timeout=10) as page:
            assert page.status == 200


def test_ctrl_c_leaves_no_process_and_the_data_in_order(data: Path) -> None:
    with Up(data) as up:
        up.wait_until_well()
        assert len(processes_of(data)) > 4
        up.process.send_signal(2)
        assert up.process.wait(15) == 0
        assert processes_of(data) == []
        assert up.said[-1] == "Stopped."
    assert not (data / "postgres" / "postmaster.pid").exists()


def test_a_second_up_on_the_same_data_says_where_the_first_one_is(data: Path) -> None:
    with Up(data) as up:
        up.wait_until_well()
        port = up.address.rsplit(":", 1)[1]
        second = [sys.executable, "-P", "-m", "regulars.operations.up", "--data", str(data)]
        refused = subprocess.run(
            second, env=environment(), capture_output=True, text=True, timeout=30, check=False
        )
        assert refused.returncode == 2
        assert f"already running on this data at http://localhost:{port}" in refused.stderr
        assert up.health()[0] == 200


def test_a_command_beside_it_leaves_it_running(data: Path) -> None:
    with Up(data) as up:
        up.wait_until_well()
        checked = regulars(data, "check")
        assert (checked.returncode, checked.stderr) == (0, "")
        assert "bin/up: running" in checked.stdout
        assert up.health()[0] == 200


def test_a_restore_is_refused_while_it_runs(data: Path, tmp_path: Path) -> None:
    with Up(data) as up:
        up.wait_until_well()
        refused = regulars(data, "restore", str(tmp_path / "any.regulars"))
        assert refused.returncode == 2
        assert "bin/up is running on this data" in refused.stderr


def test_health_says_which_part_is_away_and_recovers(data: Path) -> None:
    with Up(data) as up:
        up.wait_until_well()
        up.process.send_signal(19)  # the supervisor must not mend it while we look
        up.children("worker")[0].kill()
        wait_for(
            lambda: up.health() == (503, {"web": "ok", "database": "ok", "worker": "not running"}), up.health
        )
        stop_database(data)
        wait_for(lambda: up.health()[1].get("database") == "not reachable", up.health)
        assert up.health()[0] == 503
        up.process.send_signal(18)
        up.wait_until_well()


def stop_database(data: Path) -> None:
    for process in processes_of(data):
        if process.name() == "postgres":
            process.kill()


def test_health_needs_no_known_host_and_refuses_to_be_changed(data: Path) -> None:
    with Up(data) as up:
        host, port = up.address.removeprefix("http://").split(":")
        connection = http.client.HTTPConnection(host, int(port), timeout=10)
        connection.request(
            "GET", "/health", headers={"Host": "balancer.internal", "Cookie": "regulars=forged"}
        )
        answer = connection.getresponse()
        assert (answer.status, answer.read()[:1]) == (200, b"{")
        connection.request("POST", "/health", body=b"")
        assert connection.getresponse().status == 405
        connection.close()


def test_a_taken_port_is_told_with_its_holder() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(
            Problem, match=rf"Port {port} is taken by .+ Stop that, or choose another with --port"
        ):
            addresses.free_port("127.0.0.1", port)


def test_a_port_or_address_that_cannot_be_is_told() -> None:
    with pytest.raises(Problem, match="ports go from 1 to 65535"):
        addresses.free_port("127.0.0.1", 70000)
    with pytest.raises(Problem, match="Choose an address of this machine"):
        addresses.free_port("192.0.2.1", 8000)
