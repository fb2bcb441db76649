"""Reads with fhir.resources (release R4B, whose resources here are R4's) the FHIR files named; prints of each what is wrong with it."""

import json
import sys

from fhir.resources.R4B import get_fhir_model_class

told = {}
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        text = file.read()
    model = get_fhir_model_class(json.loads(text)["resourceType"])
    try:
        read = model.model_validate_json(text)
        told[path] = {"wrong": [], "entries": len(getattr(read, "entry", None) or [])}
    except ValueError as error:
        wrong = [".".join(map(str, one["loc"])) + ": " + one["msg"] for one in error.errors()]
        told[path] = {"wrong": wrong, "entries": 0}
print(json.dumps(told))
