"""Wagtail's editor: who gets in, what it may load, what it takes."""

import importlib
import re
import subprocess
import sys
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLResolver, get_resolver, reverse
from PIL import Image

from lantai.apps.pages.editor import POLICY, PREFIX
from lantai.apps.pages.models import Picture, StandardPage
from lantai.apps.pages.pictures import remade
from lantai.people.models import Account

from .conftest import picture_file, signed_in, write
from .test_translating import form_of

pytestmark = pytest.mark.django_db


def addresses() -> list[str]:
    """Return every address below PREFIX, with samples for its parameters."""
    importlib.import_module("lantai.site.editor_urls")
    found: list[str] = []

    def walk(resolver: URLResolver, prefix: str) -> None:
        for entry in resolver.url_patterns:
            part = prefix + str(entry.pattern).lstrip("^")
            if isinstance(entry, URLResolver):
                walk(entry, part)
            elif part.startswith(PREFIX[1:]):
                found.append("/" + part)

    walk(get_resolver("lantai.site.editor_urls"), "")
    return sorted({re.sub(r"<[^>]*>|\(\?P<[^>]*>[^)]*\)|\([^)]*\)", "1", a).replace("$", "").replace("\\", "") for a in found})


def test_no_address_of_it_is_open_to_readers_or_nobody(client, prepared):
    reader = signed_in(Account.objects.create_user("reader"))
    tried = addresses()
    assert len(tried) > 120
    for address in tried:
        assert client.get(address)["Location"].startswith("/accounts/login/"), address
        assert reader.get(address).status_code == 403, address
        assert reader.post(address).status_code == 403, address


@pytest.mark.parametrize(
    "door", ["users/", "users/1/", "groups/", "login/", "password_reset/", "collections/", "failwhale/", "sites/", "api-tokens/"]
)
def test_doors_that_lead_past_our_own_are_shut(administrator, door):
    assert signed_in(administrator).get(PREFIX + door).status_code == 404


def test_its_policy_is_its_own_and_readers_keep_theirs(client, librarian):
    assert signed_in(librarian).get(PREFIX)["Content-Security-Policy"] == POLICY
    readers = client.get("/about/")["Content-Security-Policy"]
    assert readers.startswith("default-src 'self'; ")
    assert "unsafe" not in readers


def test_a_preview_is_set_in_the_house_and_may_stand_in_its_frame(librarian):
    page = StandardPage.objects.get(url_path="/en/about/")
    editor = signed_in(librarian)
    page.body = [("text", "<p>A new sentence.</p>")]
    assert editor.post(f"{PREFIX}pages/{page.pk}/edit/preview/", form_of(page)).json()["is_valid"]
    shown = editor.get(f"{PREFIX}pages/{page.pk}/edit/preview/?mode=")
    assert "A new sentence." in shown.text
    assert 'class="written"' in shown.text
    assert (shown["X-Frame-Options"], "frame-ancestors 'self'" in shown["Content-Security-Policy"]) == ("SAMEORIGIN", True)
    assert "A new sentence." not in editor.get("/about/?lang=en").text


def test_staff_pages_of_readers_do_not_load_the_editor(client, prepared):
    code = "import lantai.site.wsgi, sys; print('wagtail.admin.urls' in sys.modules, 'ninja' in sys.modules, 'pillow_heif' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"] * 3


def send(client, file: SimpleUploadedFile):
    return client.post(f"{PREFIX}images/add/", {"title": "Hall", "file": file})


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_kept_and_shown_in_renditions(client, librarian, kind, settings):
    assert send(signed_in(librarian), picture_file(f"hall.{kind.lower().replace('jpeg', 'jpg')}", kind)).status_code == 302
    page = write("Hall")
    page.body = [("picture", {"image": Picture.objects.get(), "alt": "The red hall", "caption": "", "credit": ""})]
    page.save()
    shown = client.get("/hall/").text
    source = shown.split('<img src="')[1].split('"')[0]
    assert 'alt="The red hall"' in shown
    rendition = client.get(source)
    assert (rendition.status_code, rendition["Content-Type"]) == (200, "image/webp")
    assert client.get("/pictures/images/..%2F..%2Fsecret-key").status_code == 404


def test_where_it_was_taken_is_forgotten(librarian):
    exif = Image.Exif()
    exif[0x0110] = "Somebody's phone"
    exif[0x8825] = {1: "N", 2: (30.0, 15.0, 0.0)}
    sent = picture_file(exif=exif)
    assert b"phone" in sent.read()
    sent.seek(0)
    send(signed_in(librarian), sent)
    kept = Picture.objects.get().file.read()
    assert b"phone" not in kept
    assert not Image.open(BytesIO(kept)).getexif()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("page.png", b"<html><script>alert(1)</script></html>"),
        ("animation.gif", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"),
        ("photo.heic", b"\x00\x00\x00\x18ftypheic"),
        ("half.jpg", picture_file().read()[:60]),
    ],
)
def test_what_is_no_picture_is_refused(librarian, name, content):
    response = send(signed_in(librarian), SimpleUploadedFile(name, content))
    assert response.status_code == 200
    assert not Picture.objects.exists()


def test_pictures_too_large_are_refused(librarian, settings):
    client = signed_in(librarian)
    send(client, SimpleUploadedFile("big.jpg", picture_file().read() + bytes(10_000_001)))
    out = BytesIO()
    Image.new("1", (9_000, 9_000)).save(out, "PNG")
    send(client, SimpleUploadedFile("bomb.png", out.getvalue()))
    assert not Picture.objects.exists()


def test_what_follows_a_picture_in_its_file_is_not_kept():
    file = SimpleUploadedFile("hall.jpg", picture_file().read() + b"<?php phpinfo(); ?>")
    assert b"php" not in remade(file).read()
    with pytest.raises(ValidationError):
        remade(SimpleUploadedFile("x.jpg", b"nothing"))


def test_the_account_of_ones_own_is_that_of_the_site(librarian):
    assert signed_in(librarian).get(f"{PREFIX}account/")["Location"] == reverse("people:own")


def test_its_menus_say_what_wagtail_means(librarian):
    shown = signed_in(librarian).get(f"{PREFIX}?lang=zh-hans").text
    assert "\u9875\u9762" in shown or "页面" in shown
    assert "分页" not in shown
