//! What a file is, by its first bytes. What its name or its sender says counts for nothing.

use crate::MediaKind;

/// How much of a file is looked at.
pub(super) const HEAD: usize = 4096;

/// The types taken, each under the names browsers give it; the first is the one we serve.
const TYPES: [(MediaKind, &[&str]); 13] = [
    (MediaKind::Image, &["image/jpeg", "image/jpg"]),
    (MediaKind::Image, &["image/png"]),
    (MediaKind::Image, &["image/gif"]),
    (MediaKind::Image, &["image/webp"]),
    (MediaKind::Image, &["image/bmp", "image/x-ms-bmp"]),
    (MediaKind::Audio, &["audio/mpeg", "audio/mp3"]),
    (MediaKind::Audio, &["audio/mp4", "audio/m4a", "audio/x-m4a"]),
    (MediaKind::Audio, &["audio/wav", "audio/x-wav"]),
    (MediaKind::Audio, &["audio/amr"]),
    (MediaKind::Video, &["video/mp4", "video/x-m4v"]),
    (MediaKind::Document, &["application/pdf"]),
    (MediaKind::Document, &[DOCX]),
    (MediaKind::Document, &[XLSX]),
];

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The served name of a type of this kind; none for what is not taken.
pub(super) fn accepted(kind: MediaKind, mime: &str) -> Option<&'static str> {
    let mime = mime.trim().to_ascii_lowercase();
    let taken = TYPES.iter().find(|(of, names)| *of == kind && names.contains(&mime.as_str()))?;
    taken.1.first().copied()
}

/// The served name of the type that the bytes show, if it is of this kind and taken.
pub(super) fn sniffed(kind: MediaKind, head: &[u8]) -> Option<&'static str> {
    match infer::get(head).and_then(|found| accepted(kind, found.mime_type())) {
        None if kind == MediaKind::Document => packed(head),
        found => found,
    }
}

/// An office document by the names packed first, in whatever order a program writes them.
fn packed(head: &[u8]) -> Option<&'static str> {
    let holds = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
    if !head.starts_with(b"PK\x03\x04") {
        return None;
    }
    [(b"word/".as_slice(), DOCX), (b"xl/", XLSX)].into_iter().find(|(name, _)| holds(name)).map(|(_, mime)| mime)
}

#[cfg(test)]
mod tests {
    use super::{accepted, sniffed};
    use crate::MediaKind::{Audio, Document, Image, Video};

    #[test]
    fn the_bytes_decide() {
        assert_eq!(sniffed(Image, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Some("image/png"));
        assert_eq!(sniffed(Image, b"\xff\xd8\xff\xe0\0\x10JFIF"), Some("image/jpeg"));
        assert_eq!(sniffed(Video, b"\0\0\0\x18ftypmp42\0\0\0\0"), Some("video/mp4"));
        assert_eq!(sniffed(Audio, b"ID3\x04\0\0"), Some("audio/mpeg"));
        for not in [&b"<svg xmlns='http://www.w3.org/2000/svg'/>"[..], b"<html><script>", b"MZ\x90\0", b"%PDF-1.7", b""]
        {
            assert_eq!(sniffed(Image, not), None);
        }
    }

    #[test]
    fn a_document_is_known_by_what_is_packed_in_it() {
        assert_eq!(sniffed(Document, b"%PDF-1.7\n"), Some("application/pdf"));
        assert_eq!(
            sniffed(Document, b"PK\x03\x04..docProps/app.xml..PK\x03\x04..word/document.xml"),
            Some(super::DOCX)
        );
        assert_eq!(sniffed(Document, b"PK\x03\x04..[Content_Types].xml..xl/workbook.xml"), Some(super::XLSX));
        for not in [&b"PK\x03\x04..classes.dex"[..], b"word/document.xml", b"MZ\x90\0", b""] {
            assert_eq!(sniffed(Document, not), None);
        }
    }

    #[test]
    fn a_type_is_taken_only_for_its_own_kind() {
        assert_eq!(accepted(Image, "image/JPG "), Some("image/jpeg"));
        assert_eq!(accepted(Audio, "audio/x-m4a"), Some("audio/mp4"));
        assert_eq!(accepted(Image, "image/svg+xml"), None);
        assert_eq!(accepted(Image, "video/mp4"), None);
    }
}
