"""The bound on what may be sent: refused before a byte is read, with the limit named."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

Respond = Callable[[HttpRequest], HttpResponse]


def bounded(respond: Respond) -> Respond:
    """Answer 413 to a request whose body is larger than LANTAI_UPLOAD_LIMIT_MB."""

    def answer(request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdecimal() and int(announced) > settings.UPLOAD_LIMIT:
            message = _(
                "This file is larger than %(limit)s, the most that can be sent here. Ask for it to be imported on the server."
            )
            return HttpResponse(
                message % {"limit": filesizeformat(settings.UPLOAD_LIMIT)}, status=413, content_type="text/plain; charset=utf-8"
            )
        return respond(request)

    return answer
