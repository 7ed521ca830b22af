"""The plain HTTP routes beside the screens: the session cookie and the page pictures."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from appliance.errors import ApplianceError, NotSignedIn
from appliance.types import Picture
from ui.session import COOKIE
from ui.tickets import tickets
from ui.wiring import appliance

SESSION = "/console/session"
PICTURE = "/console/documents/{document_id}/pages/{page:int}"
NO_STORE = {"Cache-Control": "no-store"}
LONGEST_TICKET = 200


def picture_path(document_id: str, page: int) -> str:
    """Where the picture of a page is served."""
    return PICTURE.replace("{document_id}", document_id).replace("{page:int}", str(page))


async def keep_session(request: Request) -> Response:
    """Exchange a ticket for the cookie, or for its removal.

    The header cannot be sent by a foreign page without asking first, so nobody can sign a
    browser in under another name from outside.
    """
    if request.headers.get("X-Console") != "1":
        return Response(status_code=403, headers=NO_STORE)
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_TICKET:
            return Response(status_code=413, headers=NO_STORE)
    token = tickets.redeem(body.decode("ascii", "replace"))
    if token is None:
        return Response(status_code=410, headers=NO_STORE)
    response = Response(status_code=204, headers=NO_STORE)
    if token:
        response.set_cookie(
            COOKIE, token, httponly=True, samesite="strict", path="/", secure=_encrypted(request)
        )
    else:
        response.delete_cookie(COOKIE, httponly=True, samesite="strict", path="/")
    return response


def _encrypted(request: Request) -> bool:
    """Whether the browser came by HTTPS, to us or to the proxy in front of us."""
    return "https" in (request.url.scheme, request.headers.get("X-Forwarded-Proto"))


async def page_picture(request: Request) -> Response:
    """The picture of one page, for the owner of the session cookie."""
    token = request.cookies.get(COOKIE, "")
    document_id, page = request.path_params["document_id"], request.path_params["page"]
    try:
        picture = await run_in_threadpool(_picture, token, document_id, page)
    except NotSignedIn:
        return Response(status_code=401, headers=NO_STORE)
    except ApplianceError:
        return Response(status_code=404, headers=NO_STORE)
    return Response(picture.content, media_type=picture.media_type, headers=NO_STORE)


def _picture(token: str, document_id: str, page: int) -> Picture:
    if not token:
        raise NotSignedIn
    house = appliance()
    return house.desk.picture(house.sessions.actor(token), document_id, page)


ROUTES = [
    Route(SESSION, keep_session, methods=["POST"]),
    Route(PICTURE, page_picture, methods=["GET"]),
]
