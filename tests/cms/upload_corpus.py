"""Files that somebody might upload, and the verdict on each: TAKEN, or words of the sentence it is refused with."""

import io
import struct
import zipfile
import zlib

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from cms.desk.uploads import HEAVIEST
from tests.cms.pictures import image_bytes

TAKEN = "taken"
NOT_IT = "not what its name says"
UNREADABLE = "cannot be read"
KIND = "of this kind are not taken"
PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
SCRIPT = b"<script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def archive(entries, packed=zipfile.ZIP_DEFLATED):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packed) as file:
        for name, content in entries.items():
            file.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return made.getvalue()


def office(main="word/document.xml", **more):
    return archive(
        {"[Content_Types].xml": "<Types/>", main: "<w/>"} | {k.replace("__", "/"): v for k, v in more.items()}
    )


def open_document(kind="text", mime="application/vnd.oasis.opendocument."):
    return archive({"mimetype": mime + kind, "content.xml": "<office/>"})


def relation(kind, target):
    link = f"<Relationship Type='{RELATIONS}/{kind}' Target='{target}' TargetMode='External'/>"
    return f"<Relationships>{link}</Relationships>"


def bomb():
    """Some 200 kB that say they unpack to 200 MB."""
    made = io.BytesIO(office())
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as file, file.open("word/media/0", "w") as entry:
        for _megabyte in range(200):
            entry.write(bytes(1_000_000))
    return made.getvalue()


def lying_bomb():
    """A list with a gigabyte written into every entry's size; nobody unpacked it."""
    content = bytearray(office())
    at = content.find(b"PK\x01\x02")
    struct.pack_into("<I", content, at + 24, 1_000_000_000)
    return bytes(content)


def vast_png():
    """50,000 × 50,000 pixels in a hundred bytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def wordy_png():
    """Two megabytes of text hidden beside the picture."""
    words = PngInfo()
    words.add_itxt("Comment", "a" * 2_000_000, zip=True)
    return image_bytes("PNG", pnginfo=words)


def moving(kind, frames):
    made = io.BytesIO()
    first, *rest = [Image.new("RGB", (2, 2), (n % 256, n // 256, 0)) for n in range(frames)]
    first.save(made, kind, save_all=True, append_images=rest)
    return made.getvalue()


def gps_jpeg():
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif[0x8825] = {1: "N", 2: (50.0, 51.0, 1.5), 3: "E", 4: (4.0, 21.0, 0.5)}
    return image_bytes(exif=exif.tobytes(), comment=b"rue du Secret 1")


# Name, what makes it, verdict. Numbers are those of the list of bad inputs.
CORPUS = [
    ("ordinary.pdf", lambda: PDF, TAKEN),
    ("Ordinary.PDF", lambda: PDF, TAKEN),
    ("ordinary.docx", office, TAKEN),
    ("ordinary.xlsx", lambda: office("xl/workbook.xml"), TAKEN),
    ("ordinary.pptx", lambda: office("ppt/presentation.xml"), TAKEN),
    ("ordinary.odt", open_document, TAKEN),
    ("ordinary.ods", lambda: open_document("spreadsheet"), TAKEN),
    ("ordinary.odp", lambda: open_document("presentation"), TAKEN),
    ("ordinary.jpg", image_bytes, TAKEN),
    ("ordinary.png", lambda: image_bytes("PNG"), TAKEN),
    ("ordinary.webp", lambda: image_bytes("WEBP"), TAKEN),
    ("ordinary.avif", lambda: image_bytes("AVIF"), TAKEN),
    ("printer.jpg", lambda: image_bytes(mode="CMYK", color=0), TAKEN),
    ("link.docx", lambda: _with_relation("hyperlink"), TAKEN),
    ("58-script.svg", lambda: SVG, KIND),
    ("59-entity.svg", lambda: b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>', KIND),
    ("60-svg-inside.png", lambda: SVG, UNREADABLE),
    ("61-html.pdf", lambda: b"<!doctype html>" + SCRIPT, NOT_IT),
    ("61-html-before.pdf", lambda: SCRIPT + PDF, NOT_IT),
    (
        "62-javascript.pdf",
        lambda: PDF.replace(b"/Root", b"/OpenAction <</S /JavaScript /JS (app.alert(1))>> /Root"),
        "program",
    ),
    ("62-launch.pdf", lambda: PDF.replace(b"/Root", b"/OpenAction <</S /Launch /F (cmd.exe)>> /Root"), "program"),
    ("63-embedded.pdf", lambda: PDF.replace(b"/Root", b"/Names <</EmbeddedFile 3 0 R>> /Root"), "another file"),
    ("64-encrypted.pdf", lambda: PDF.replace(b"/Root", b"/Encrypt 4 0 R /Root"), "password"),
    ("65-cut-short.pdf", lambda: PDF[:30], NOT_IT),
    ("66-gif-and-script.gif", lambda: b"GIF89a=1;alert(1)//", KIND),
    ("66-gif-and-script.png", lambda: b"GIF89a=1;alert(1)//", UNREADABLE),
    ("66-picture-and-script.png", lambda: image_bytes("PNG") + SCRIPT, TAKEN),
    ("66-picture-and-archive.jpg", lambda: image_bytes() + office(), TAKEN),
    ("67-pdf-and-zip.pdf", lambda: PDF + archive({"a": "b"}), "two kinds"),
    ("67-pdf-and-zip-and-end.pdf", lambda: _closed_by(PDF, archive({"a": "b"})), "two kinds"),
    ("67-words-before-zip.docx", lambda: SCRIPT + office(), NOT_IT),
    ("68-bomb.docx", bomb, "unpack to much more"),
    ("68-lying-bomb.docx", lying_bomb, "unpack to much more"),
    ("68-crowd.docx", lambda: archive({f"{n}": "" for n in range(5100)}, zipfile.ZIP_STORED), "unpack to much more"),
    ("69-zip-in-zip.docx", lambda: _holding("word/inner.zip"), "program"),
    ("70-template-elsewhere.docx", lambda: _with_relation("attachedTemplate"), "fetches something elsewhere"),
    ("70-picture-elsewhere.docx", lambda: _with_relation("image"), "fetches something elsewhere"),
    ("71-sparse.xlsx", lambda: office("xl/workbook.xml", xl__a=b"<row/>" * 20_000), TAKEN),
    (
        "72-entity.xlsx",
        lambda: office("xl/workbook.xml", xl__b='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
        TAKEN,
    ),
    ("macros.docx", lambda: _holding("word/vbaProject.bin"), "program"),
    ("astray.docx", lambda: _holding("../../etc/cron.d/x"), NOT_IT),
    ("spreadsheet-inside.docx", lambda: office("xl/workbook.xml"), NOT_IT),
    ("spreadsheet-inside.odt", lambda: open_document("spreadsheet"), NOT_IT),
    ("web-page-inside.odt", lambda: open_document("", "text/html"), NOT_IT),
    ("no-archive.docx", lambda: b"PK\x03\x04" + b"\0" * 200, NOT_IT),
    ("empty-archive.docx", lambda: archive({}), NOT_IT),
    ("73-vast.png", vast_png, "too many pixels"),
    ("73-vast-panorama.webp", lambda: image_bytes("WEBP", (16_000, 1_200)), "too many pixels"),
    ("74-wordy.png", wordy_png, UNREADABLE),
    ("75-moving.webp", lambda: moving("WEBP", 300), "moves"),
    ("75-moving.png", lambda: moving("PNG", 3), "moves"),
    ("76-truncated.jpg", lambda: image_bytes()[:900], UNREADABLE),
    ("77-where.jpg", gps_jpeg, TAKEN),
    ("78-phone.heic", lambda: b"\0\0\0\x18ftypheic" + b"\0" * 50, KIND),
    ("79-scan.tiff", lambda: image_bytes("TIFF"), KIND),
    ("79-scan.jpg", lambda: image_bytes("TIFF"), UNREADABLE),
    ("80-../../astray.pdf", lambda: PDF, TAKEN),
    ("81-" + "a" * 296 + ".pdf", lambda: PDF, TAKEN),
    ("82-\u202efdp.exe", lambda: PDF, KIND),
    ("83-two\r\nlines.pdf", lambda: PDF, TAKEN),
    ("84-nothing.pdf", lambda: b"", "empty"),
    ("84-nothing.png", lambda: b"", "empty"),
    ("86-eicar.pdf", lambda: b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*", NOT_IT),
    ("87-heavy.pdf", lambda: PDF + b" " * HEAVIEST + b"%%EOF", "the most is 20"),
    ("note.txt", lambda: b"words", KIND),
    ("page.html", lambda: SCRIPT, KIND),
    ("no-ending", lambda: PDF, KIND),
    ("double.pdf.html", lambda: PDF, KIND),
]


def _holding(name):
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", name: "x"})


def _with_relation(kind):
    parts = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}
    return archive(parts | {"word/_rels/document.xml.rels": relation(kind, "https://elsewhere.example/x")})


def _closed_by(pdf, inside):
    """An archive whose last comment is the end of a PDF."""
    comment = b"\n%%EOF\n"
    return pdf + inside[:-2] + struct.pack("<H", len(comment)) + comment
