"""The description of the API (OpenAPI), with what every operation answers when it cannot.

Errors are made in one place for all operations (`config.api`), so they are described in one place.
"""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI

ERROR: dict[str, Any] = {
    "title": "Error",
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message", "field"],
            "properties": {
                "code": {"type": "string", "description": "For programs; it stays."},
                "message": {"type": "string", "description": "For people, in their language."},
                "field": {"type": "string", "description": "What is to blame; may be empty."},
            },
            "additionalProperties": False,
        }
    },
    "additionalProperties": False,
}
VERSION: dict[str, Any] = {
    "title": "Version",
    "type": "object",
    "required": ["number", "title", "body"],
    "properties": {
        "number": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
        "title": {"type": "string"},
        "body": {"type": "string"},
    },
    "additionalProperties": False,
}
_VERSION = {"$ref": "#/components/schemas/Version"}
#: Two texts that do not combine; another 409 is a title that is taken.
CONFLICT: dict[str, Any] = {
    "title": "Conflict",
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": ERROR["properties"]["error"],
        "base": _VERSION,
        "theirs": _VERSION,
        "mine": _VERSION,
        "merged": {"type": "string"},
    },
    "additionalProperties": False,
}
READING = {400: "Error", 401: "Error", 404: "Error", 429: "Error", 500: "Error"}
WRITING = READING | {403: "Error", 409: "Conflict", 413: "Error"}
WORDS = {
    400: "Something that was asked or sent cannot be read.",
    401: "The token is not valid, or there is none.",
    403: "This may not be done.",
    404: "There is no such thing.",
    409: "Others have changed it meanwhile, or the title is taken.",
    413: "The text is too long.",
    429: "Too much in too short a time; `Retry-After` says how many seconds to wait.",
    500: "Something went wrong here.",
}


class DescribedAPI(NinjaAPI):
    """An API whose description names its errors, too."""

    def get_openapi_schema(self, **asked: Any) -> Any:
        schema = super().get_openapi_schema(**asked)
        named = {"Error": ERROR, "Version": VERSION, "Conflict": CONFLICT}
        schema["components"]["schemas"] |= named
        schema["components"]["securitySchemes"] = {
            "token": {"type": "http", "scheme": "bearer"},
        }
        for operations in schema["paths"].values():
            for method, operation in operations.items():
                answers = READING if method == "get" else WRITING
                operation["responses"] |= {
                    status: _answer(status, name) for status, name in answers.items()
                }
                if method != "get":
                    operation["security"] = [{"token": []}]
        return schema


def _answer(status: int, name: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    return {"description": WORDS[status], "content": content}
