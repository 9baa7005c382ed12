"""Pictures as they are kept: pixels and nothing that came along with them (where and with what they were taken, hidden files)."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from wagtail.images.forms import BaseImageForm

FORMATS = {"JPEG": ("jpg", "image/jpeg"), "PNG": ("png", "image/png"), "WEBP": ("webp", "image/webp")}


class PictureForm(BaseImageForm):
    """The form of a picture: pixels are kept, and nothing that came along with them (place, camera, what follows the picture)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].to_python = _forgiving(self.fields["file"].to_python)

    def clean_file(self) -> Any:
        """Return the file drawn anew."""
        file = self.cleaned_data["file"]
        return remade(file) if "file" in self.changed_data else file


def _forgiving(to_python: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Let a file that breaks off be refused as what it is: Wagtail's field lets the reader's error through."""

    def read(data: Any) -> Any:
        try:
            return to_python(data)
        except (OSError, ValueError, SyntaxError) as problem:
            raise ValidationError(_("This is no picture that can be read (JPEG, PNG or WebP).")) from problem

    return read


def remade(file: Any) -> SimpleUploadedFile:
    """Return the picture with its pixels and color profile, the right way up, and without anything else that the file held."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        file.seek(0)
        with Image.open(file, formats=list(FORMATS)) as picture:
            kind = picture.format or "PNG"
            upright = ImageOps.exif_transpose(picture)
            plain = Image.new(upright.mode, upright.size)
            if upright.mode == "P":
                plain = upright.convert("RGBA")
            else:
                plain.paste(upright)
            out = BytesIO()
            options = {"quality": 92} if kind in ("JPEG", "WEBP") else {}
            plain.save(out, kind, icc_profile=picture.info.get("icc_profile"), **options)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as problem:
        raise ValidationError(_("This is no picture that can be read (JPEG, PNG or WebP).")) from problem
    extension, content_type = FORMATS[kind]
    stem = file.name.rsplit(".", 1)[0]
    return SimpleUploadedFile(f"{stem}.{extension}", out.getvalue(), content_type)
