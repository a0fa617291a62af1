"""Keys: one for everybody who asks at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.conf import settings

from wens.voices import keyring


def test_threads_that_make_the_first_key_at_once_end_with_one_key_that_stays_as_it_was(home):
    together = Barrier(8)

    def make(_number: int) -> tuple[str, bytes]:
        together.wait()
        key_id = keyring.make_key("follow")
        return key_id, (settings.WENS.home / "keys" / key_id).read_bytes()

    with ThreadPoolExecutor(8) as hands:
        found = list(hands.map(make, range(8)))
    for key_id, key in found:
        assert (settings.WENS.home / "keys" / key_id).read_bytes() == key
    assert not list((settings.WENS.home / "keys").glob(".*"))
