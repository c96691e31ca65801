from __future__ import annotations

import subprocess
from pathlib import Path

import redis

from videogen.embedded import valkey


def test_it_answers_on_its_socket_only(data_dir: Path) -> None:
    server = valkey.embedded(data_dir)
    server.prepare()
    process = subprocess.Popen(
        server.command(), stdout=subprocess.DEVNULL, **server.popen_options()
    )
    try:
        server.wait_until_ready(process)
        with redis.from_url(server.url) as client:
            client.set("word", "kept")
            word, port = client.get("word"), client.config_get("port")
    finally:
        process.terminate()
        process.wait()

    assert word == b"kept"
    assert port == {"port": "0"}
    assert not server.answers()
