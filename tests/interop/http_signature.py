"""Checks and makes signed requests with http-message-signatures, which others wrote from RFC 9421: the JSON file named first has
requests to check and requests to sign; prints of each what came of it."""

import datetime
import json
import sys

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from http_message_signatures import (
    HTTPMessageSigner,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    InvalidSignature,
    algorithms,
)

TAG = "keepwell-relay"


class Keys(HTTPSignatureKeyResolver):
    """A key is named by itself."""

    def __init__(self, seed=None):
        self.seed = seed

    def resolve_public_key(self, key_id):
        return Ed25519PublicKey.from_public_bytes(bytes.fromhex(key_id))

    def resolve_private_key(self, key_id):
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.seed))


class Request:
    def __init__(self, given):
        self.method, self.url, self.headers = given["method"], given["url"], dict(given["headers"])


def check(given):
    request = Request(given)
    verifier = HTTPMessageVerifier(signature_algorithm=algorithms.ED25519, key_resolver=Keys())
    age = datetime.timedelta(days=36500)
    try:
        results = verifier.verify(request, max_age=age, expect_tag=TAG, body=bytes.fromhex(given["body"]))
    except (InvalidSignature, ValueError) as refused:
        return {"holds": False, "why": str(refused)}
    covered = [str(name) for result in results for name in result.covered_components]
    return {"holds": True, "covered": covered, "nonces": [result.nonce for result in results]}


def sign(given):
    request = Request(given)
    signer = HTTPMessageSigner(signature_algorithm=algorithms.ED25519, key_resolver=Keys(given["seed"]))
    signer.sign(
        request,
        key_id=given["keyid"],
        created=datetime.datetime.fromtimestamp(given["created"], tz=datetime.timezone.utc),
        nonce=given["nonce"],
        label="sig1",
        tag=TAG,
        include_alg=False,
        covered_component_ids=given["components"],
        body=bytes.fromhex(given["body"]),
    )
    return request.headers


with open(sys.argv[1], encoding="utf-8") as file:
    work = json.load(file)
print(json.dumps({"checked": [check(one) for one in work["check"]], "signed": [sign(one) for one in work["sign"]]}))
