"""Does with pyrage what the program `age` does: --decrypt --identity FILE --output OUT IN, or --recipient KEY --output OUT IN."""

import sys

import pyrage

words = sys.argv[1:]
value = words[words.index("--identity" if "--decrypt" in words else "--recipient") + 1]
output, source = words[words.index("--output") + 1], words[-1]
with open(source, "rb") as file:
    content = file.read()
if "--decrypt" in words:
    with open(value, encoding="ascii") as file:
        identity = pyrage.x25519.Identity.from_str(file.read().strip())
    content = pyrage.decrypt(content, [identity])
else:
    content = pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(value)])
with open(output, "wb") as file:
    file.write(content)
