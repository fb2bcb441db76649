"""Checks a description against the OpenAPI specification, and answers of a server against the description.

The file named first holds {"description": ..., "exchanges": [...]}; told is, for each exchange, null or what is wrong
with it, and the operation that it belongs to.
"""

import base64
import json
import sys

from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse
from openapi_spec_validator import validate


def judge(openapi, exchange):
    fields = {name.title(): value for name, value in exchange["request_headers"].items()}
    body = base64.b64decode(exchange["request_body"])
    request = MockRequest(
        openapi.spec["servers"][0]["url"],
        exchange["method"].lower(),
        exchange["path"],
        args=dict(exchange["query"]),
        headers=fields,
        data=body or None,
        content_type=fields.get("Content-Type", "application/octet-stream"),
    )
    content = exchange["headers"].get("content-type", "")
    answer = base64.b64decode(exchange["body"])
    # It takes bytes of which there are none for an answer that is missing.
    if exchange["status"] == 200 and content == "application/octet-stream":
        answer = answer or b"\0"
    response = MockResponse(
        data=answer,
        status_code=exchange["status"],
        headers=exchange["headers"],
        content_type=content,
    )
    try:
        if exchange["status"] < 400:
            openapi.validate_request(request)
        openapi.validate_response(request, response)
    except Exception as error:
        cause = error.__cause__
        return f"{type(error).__name__}: {error} {cause or ''} {getattr(cause, 'schema_errors', '')}"
    return None


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        given = json.load(file)
    validate(given["description"])
    openapi = OpenAPI.from_dict(given["description"])
    print(json.dumps([judge(openapi, exchange) for exchange in given["exchanges"]]))


main()
