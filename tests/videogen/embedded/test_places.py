from __future__ import annotations

from pathlib import Path

import pytest

from videogen.embedded import places, postgres, valkey
from videogen.embedded.account import Account

STRANGER = Account(uid=54321, gid=54321)


def test_servers_live_in_the_data_folder(data_dir: Path) -> None:
    assert postgres.embedded(data_dir).data == data_dir / "postgres" / "data"
    assert valkey.redis_url(data_dir) == f"unix://{data_dir}/valkey/valkey.sock"


def test_a_data_folder_the_account_cannot_enter_sends_it_to_a_system_folder(
    tmp_path: Path,
) -> None:
    tmp_path.chmod(0o700)

    home = places.home(tmp_path / ".data", STRANGER)

    assert home == Path("/var/lib/videogen") / places.fingerprint(tmp_path / ".data")


def test_a_socket_path_that_is_too_long_gets_a_short_folder(tmp_path: Path) -> None:
    wanted = tmp_path / ("long" * 30) / "run"

    folder = places.socket_folder(tmp_path, wanted, longest_name=".s.PGSQL.5432")

    assert folder == Path("/tmp") / f"videogen-{places.fingerprint(tmp_path)}-run"  # noqa: S108


@pytest.mark.parametrize("name", ["a,b", 'a"b'])
def test_a_folder_that_an_address_cannot_name_gets_a_short_one(name: str) -> None:
    folder = places.socket_folder(Path("/data"), Path("/data") / name, longest_name="socket")

    assert folder.parent == Path("/tmp")  # noqa: S108


def test_addresses_follow_from_the_data_folder_alone(data_dir: Path) -> None:
    first = postgres.database_url(data_dir)

    assert first == postgres.database_url(data_dir)
    assert first != postgres.database_url(data_dir / "other")
