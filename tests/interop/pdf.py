"""Tells, as JSON, what pikepdf (qpdf's library and a reader of its own for metadata) finds in the PDF named first."""

import base64
import json
import sys

import pikepdf


def kinds(node, found):
    """Counts the structure elements by kind; they must lead back to their parent."""
    for child in node.get("/K", []) if isinstance(node.get("/K"), pikepdf.Array) else [node.get("/K")]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            assert child.P.objgen == node.objgen, "a structure element with another parent"
            found[str(child.S)] = found.get(str(child.S), 0) + 1
            kinds(child, found)
    return found


def embedded(page):
    """Whether every typeface of a page is in the file, with a way back to letters."""
    fonts = page.get("/Resources", {}).get("/Font", {})
    return all(
        "/FontFile2" in font.DescendantFonts[0].FontDescriptor and "/ToUnicode" in font for _, font in fonts.items()
    )


with pikepdf.open(sys.argv[1]) as pdf:
    meta = pdf.open_metadata()
    print(
        json.dumps(
            {
                "problems": pdf.check_pdf_syntax() if hasattr(pdf, "check_pdf_syntax") else pdf.check(),
                "language": str(pdf.Root.Lang),
                "marked": bool(pdf.Root.MarkInfo.Marked),
                "shows_title": bool(pdf.Root.ViewerPreferences.DisplayDocTitle),
                "direction": str(pdf.Root.ViewerPreferences.get("/Direction", "/L2R")),
                "title": str(meta["dc:title"]),
                "archival": meta.pdfa_status,
                "accessible": str(meta.get("pdfuaid:part")),
                "intents": len(pdf.Root.OutputIntents),
                "outline": len(list(pdf.open_outline().root)),
                "pages": len(pdf.pages),
                "tabs": [str(page.get("/Tabs")) for page in pdf.pages],
                "fonts": all(embedded(page) for page in pdf.pages),
                "kinds": kinds(pdf.Root.StructTreeRoot, {}),
                "associated": [str(file.AFRelationship) for file in pdf.Root.AF],
                "attached": {
                    name: base64.b64encode(spec.get_file().read_bytes()).decode()
                    for name, spec in pdf.attachments.items()
                },
            }
        )
    )
