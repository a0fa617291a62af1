"""Photos of strangers: cleaned in a confined process, refused clearly, never half kept."""

import io
import json
import subprocess
import sys
import textwrap
import uuid
import zipfile
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from wens.access.seeing import may_see
from wens.organisations.models import Account, Kind, Organisation, Role
from wens.tenancy.context import Actor, acting
from wens.voices import photo_worker, photos
from wens.voices.actions.contributing import Told, contribute
from wens.voices.decoding import Decoder, NotDecoded
from wens.voices.models import Attachment
from wens.voices.rules import item_of_photo


def picture(form: str = "JPEG", size: tuple[int, int] = (400, 300), **extra: object) -> bytes:
    """A picture whose left half is red and right half blue."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    image.save(out, form, **extra)
    return out.getvalue()


def _with_exif(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretMaker"
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif, comment=b"secret comment", icc_profile=b"secret profile")


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("evil.txt", "evil")
    return out.getvalue()


def _left_over(home: Path) -> list[Path]:
    return [path for path in (home / "voices").rglob("*") if path.is_file()]


@pytest.mark.parametrize(("form", "name"), [("JPEG", "a.jpg"), ("PNG", "b.PNG"), ("WEBP", "c.webp"), ("PNG", "d.jpg")])
def test_a_photo_comes_out_as_a_new_jpeg_that_only_its_owner_may_read(home, form, name):
    photo = photos.prepare(picture(form, (4000, 1000)), name)
    kept = photos.draft_bytes(photo)
    with Image.open(io.BytesIO(kept)) as image:
        assert (image.format, image.size) == ("JPEG", (photo.width, photo.height)) == ("JPEG", (1600, 400))
    assert {path.stat().st_mode & 0o777 for path in _left_over(home)} == {0o600}


def test_place_maker_comment_and_profile_stay_behind_and_the_photo_stands_upright(home):
    photo = photos.prepare(_with_exif(6), "a.jpg")  # turned a quarter: red comes on top
    data = photos.draft_bytes(photo)
    assert b"ecret" not in data
    with Image.open(io.BytesIO(data)) as image:
        assert dict(image.getexif()) == {}
        assert image.size == (300, 400)
        assert image.getpixel((150, 20))[0] > 200
        assert image.getpixel((150, 380))[2] > 200


def test_what_is_see_through_becomes_white(home):
    out = io.BytesIO()
    Image.new("RGBA", (100, 100), (0, 0, 0, 0)).save(out, "PNG")
    photo = photos.prepare(out.getvalue(), "a.png")
    with Image.open(io.BytesIO(photos.draft_bytes(photo))) as image:
        assert min(image.getpixel((50, 50))) > 250


def test_a_short_sign_that_stands_in_the_grain_of_a_photo_by_chance_is_no_reason_to_refuse_it(home):
    for chance in (b"<sVg", b"<HtMlx", b"%pdf-", b"PK\x05\x06", b"<?pHp"):
        kept = photos.prepare(picture(comment=chance + b"\x81"), "a.jpg")
        assert chance not in photos.draft_bytes(kept)


BOMB = picture("PNG", (9_000, 9_000))
BAD = {
    "a bomb of pixels": (BOMB, "a.png", "too_many_pixels"),
    "a JPEG with a ZIP behind it": (picture() + _zip(), "a.jpg", "more_than_a_photo"),
    "a JPEG with a page in it": (picture(comment=b"<HTML><script>alert(1)</script>"), "a.jpg", "more_than_a_photo"),
    "half a JPEG": (picture(size=(800, 800))[:3_000], "a.jpg", "not_a_photo"),
    "half a PNG": (picture("PNG", (300, 300))[:300], "a.png", "not_a_photo"),
    "50 MB": (b"\xff\xd8\xff" + b"0" * 50_000_000, "a.jpg", "too_large"),
    "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "a.svg", "wrong_ending"),
    "SVG that says it is a JPEG": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "a.jpg", "not_a_photo"),
    "a PDF that says it is a JPEG": (b"%PDF-1.7\n", "a.jpg", "more_than_a_photo"),
    "a program that says it is a JPEG": (b"\x7fELF" + b"\0" * 500, "a.jpg", "not_a_photo"),
    "a JPEG that says it is a program": (picture(), "a.exe", "wrong_ending"),
    "no ending": (picture(), "photo", "wrong_ending"),
    "GIF": (picture("GIF"), "a.jpg", "not_a_photo"),
    "TIFF": (picture("TIFF"), "a.jpg", "not_a_photo"),
    "HEIC": (b"\0\0\0\x18ftypheic" + b"\0" * 200, "IMG_1.HEIC", "heic"),
    "nothing": (b"", "a.jpg", "not_a_photo"),
    "one dot": (picture(size=(1, 1)), "a.jpg", "too_small"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_plain_photo_is_refused_with_a_reason_and_nothing_is_kept(home, case):
    data, name, reason = BAD[case]
    with pytest.raises(photos.Refused) as refusal:
        photos.prepare(data, name)
    assert refusal.value.reason == reason
    assert str(refusal.value).endswith(".")
    assert _left_over(home) == []


@given(st.binary(max_size=3_000), st.integers(0, 3_000), st.sampled_from(["JPEG", "PNG", "WEBP"]))
def test_a_photo_with_bytes_changed_gives_a_photo_or_a_refusal(junk, at, form):
    whole = picture(form)
    data = whole[:at] + junk + whole[at + len(junk) :]
    try:
        jpeg, width, height = photo_worker.clean(data)
    except photo_worker.RefusedError as refusal:
        reason = str(refusal)
    else:
        reason = "not_a_photo"
        with Image.open(io.BytesIO(jpeg)) as image:
            assert image.size == (width, height)
    assert reason in photos.REASONS


LIMITS = """
import resource, sys
sys.path.insert(0, {folder!r})
import photo_worker
photo_worker.confine()
try:
    {attempt}
except BaseException as error:
    print(type(error).__name__)
else:
    print("allowed")
"""


@pytest.mark.parametrize(
    ("attempt", "outcome"),
    [
        ("bytearray(3 * 10**9)", "MemoryError"),
        ("open('/etc/passwd')", "OSError"),
        ("import socket; socket.socket()", "OSError"),
    ],
)
def test_the_process_that_decodes_has_no_memory_files_or_lines_to_the_outside(attempt, outcome):
    program = LIMITS.format(folder=str(Path(photo_worker.__file__).parent), attempt=attempt)
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, timeout=30)
    assert done.stdout.strip() == outcome, done.stderr


OTHER = """
import os, sys, time
sys.path[:0] = [{folder!r}]
sys.path.append(sys.argv[1])
import photo_worker
from photo_worker import *
{change}
photo_worker.main()
"""


def _other_decoder(tmp_path: Path, change: str, **options: float) -> Decoder:
    program = tmp_path / "other.py"
    program.write_text(OTHER.format(folder=str(Path(photo_worker.__file__).parent), change=change))
    return Decoder(program, **options)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("photo_worker.PROCESSOR_SECONDS = 1\ndef clean(data):\n    while True: pass", "too_slow"),
        ("photo_worker.WAIT_S = 0.5\ndef clean(data): time.sleep(600)", "too_slow"),
        ("def clean(data): os._exit(3)", "too_slow"),
        ("def clean(data): os.kill(os.getpid(), 11)", "too_slow"),
        ("def clean(data): return data.absent", "too_slow"),
        ("def clean(data): raise RefusedError('heic')", "heic"),
        ("def clean(data): return bytearray(3 * 10**9), 1, 1", "too_many_pixels"),
        ("def clean(data): os.write(0, b'nonsense\\n'); os._exit(0)", "not_a_photo"),
        ("def clean(data): os.write(0, b'[1]\\n'); os._exit(0)", "not_a_photo"),
        ("def clean(data): return b'x' * 30_000_000, 1, 1", "too_slow"),
    ],
)
def test_a_decoder_that_fails_or_never_ends_is_a_refusal_and_the_next_photo_finds_one(tmp_path, change, reason):
    decoder = _other_decoder(tmp_path, f"if True:\n{textwrap.indent(change, '    ')}\n    photo_worker.clean = clean")
    try:
        for _ in range(2):
            with pytest.raises(NotDecoded) as refusal:
                decoder.clean(picture())
            assert str(refusal.value) == reason
    finally:
        decoder.close()


def test_a_decoder_that_does_not_answer_is_not_waited_for(tmp_path):
    decoder = _other_decoder(tmp_path, "photo_worker.clean = lambda data: time.sleep(600)", wait_s=0.3)
    with pytest.raises(NotDecoded):
        decoder.clean(picture())
    decoder.close()


def test_each_photo_has_a_process_of_its_own_that_has_one_line_and_is_gone_after_it(tmp_path):
    listed = "json.dumps(os.listdir('/proc/self/fd')).encode()"
    change = f"photo_worker.clean = lambda data: ({listed}, os.getpid(), os.getppid())"
    change = f"photo_worker.resource.RLIMIT_NOFILE = photo_worker.resource.RLIMIT_CORE  # to be able to look\n{change}"
    decoder = _other_decoder(tmp_path, change)
    (lines, first, nurse), (_lines, second, same) = decoder.clean(b""), decoder.clean(b"")
    assert first != second
    assert nurse == same
    assert len(json.loads(lines)) == 4  # three and the folder that is being listed
    decoder.close()
    assert not any(Path(f"/proc/{process}").exists() for process in (first, second, nurse))


def test_a_process_that_was_killed_is_started_again():
    decoder = Decoder()
    assert decoder.clean(picture())[1:] == (400, 300)
    decoder._running[0].kill()
    decoder._running[0].wait()
    assert decoder.clean(picture())[1:] == (400, 300)
    decoder.close()


@pytest.fixture
def attachment(gemeente, home, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), acting("GM0153", Actor.public()):
        photo = photos.prepare(picture(), "a.jpg")
        contribute(told=Told(area_code="x", text="t"), answer_key=uuid.uuid4(), by=Actor.public(), photos=[photo])
    return Attachment.objects.get()


def _account(role: str, organisation: Organisation | None = None) -> Account:
    return Account.objects.create(email=f"{role}{uuid.uuid4()}@x.nl", name="x", role=role, organisation=organisation)


def test_a_photo_is_seen_by_triage_and_when_approved_by_the_partner_who_has_it_and_by_all_with_a_public_text(
    attachment,
):
    police = Organisation.objects.create(name="Politie", slug="politie", kind=Kind.POLICE)
    other = Organisation.objects.create(name="Domijn", slug="domijn", kind=Kind.HOUSING)
    attachment.contribution.handler = police
    agent = _account(Role.PARTNER, police)
    assert may_see(_account(Role.TRIAGE), item_of_photo(attachment))
    assert not may_see(agent, item_of_photo(attachment))
    attachment.is_public = True
    assert may_see(agent, item_of_photo(attachment))
    for nobody in (None, _account(Role.PARTNER, other), _account(Role.CIVIC, other), _account(Role.ANALYST)):
        assert not may_see(nobody, item_of_photo(attachment))
        with pytest.raises(PermissionDenied):
            photos.photo_response(attachment, nobody)
    attachment.contribution.is_public = True
    response = photos.photo_response(attachment, None)
    assert b"".join(response.streaming_content).startswith(b"\xff\xd8")
    assert response["Cache-Control"] == "private, no-store"


def test_a_removed_photo_is_gone_from_the_disk_and_the_page(attachment, home):
    photos.remove([attachment.file])
    assert _left_over(home) == []
    with pytest.raises(Http404):
        photos.photo_response(attachment, None, is_writer=True)


def test_the_draft_is_gone_after_sending_and_an_old_draft_is_swept(home, monkeypatch):
    photos.prepare(picture(), "a.jpg")
    monkeypatch.setattr(photos, "KEEP_DRAFT_S", -1)
    photos.sweep()
    assert _left_over(home) == []
