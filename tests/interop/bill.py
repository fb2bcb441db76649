"""Exit status 0 when the file is a CycloneDX 1.5 document without anything that its schema does not know."""

import sys

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

with open(sys.argv[1], encoding="utf-8") as bill:
    wrong = JsonStrictValidator(SchemaVersion.V1_5).validate_str(bill.read())
if wrong:
    sys.exit(str(wrong)[:500])
