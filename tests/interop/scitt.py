"""Checks receipts and statements with scitt-cose.

The file named first holds a list of {"receipt", "receipt_key", "entry"} or {"statement", "statement_key"}: bytes in Base64, keys as PEM,
the entry in hexadecimal. Told is, for each, null where it is refused, else what was found.
"""

import base64
import json
import sys

from scitt_cose.cose_sign1 import CoseError
from scitt_cose.receipt import verify_receipt
from scitt_cose.statement import parse_signed_statement


def receipt(case):
    result = verify_receipt(
        base64.b64decode(case["receipt"]),
        leaf_entry_hex=case["entry"],
        log_public_key_pem=case["receipt_key"],
    )
    if not result.ok:
        return None
    return {"root": result.root, "index": result.leaf_index, "size": result.tree_size}


def statement(case):
    try:
        parsed = parse_signed_statement(
            base64.b64decode(case["statement"]), public_key_pem=case["statement_key"]
        )
    except CoseError:
        return None
    return {"verified": True} if parsed.get("signature_verified") else None


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = json.load(file)
    print(json.dumps([receipt(case) if "receipt" in case else statement(case) for case in cases]))


main()
