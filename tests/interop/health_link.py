"""Opens files of SMART Health Links with `jwcrypto`, by others. Given a JSON file with questions, prints what came of each."""

import json
import sys

from jwcrypto import jwe, jwk
from jwcrypto.common import JWException


def decrypt(question):
    token = jwe.JWE(algs=["dir", "A256GCM"])
    try:
        token.deserialize(question["sealed"], jwk.JWK(kty="oct", k=question["key"]))
    except JWException as error:
        return {"error": type(error).__name__}
    return {"header": token.jose_header, "type": json.loads(token.payload)["type"]}


with open(sys.argv[1], encoding="utf-8") as file:
    print(json.dumps([decrypt(question) for question in json.load(file)]))
