"""What `make` calls says clearly what is wrong before it does anything."""

import os
import socket
import subprocess

from tests.test_style import ROOT


def tool(name, *arguments, **environment):
    return subprocess.run(
        [ROOT / "tooling" / name, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | environment,
    )


def test_a_taken_port_is_refused_with_another_to_try():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        refused = tool("port", str(port))

    assert refused.returncode == 1
    assert f"make run PORT={port + 1}" in refused.stderr
    assert tool("port", str(port)).returncode == 0


def test_a_python_is_found_by_name_or_said():
    assert "python" in tool("python").stdout

    nothing = tool("python", PATH="/usr/bin:/bin", PYTHON="no-such-python")
    assert nothing.returncode == 0 or "PYTHON=" in nothing.stderr


def test_the_chromium_somebody_names_is_taken_first(tmp_path):
    fake = tmp_path / "my-chromium"
    fake.write_text("#!/bin/sh\necho Chromium 1\n")
    fake.chmod(0o755)

    assert tool("chromium", CHROMIUM=str(fake)).stdout.strip() == str(fake)
