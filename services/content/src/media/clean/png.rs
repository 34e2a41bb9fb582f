//! PNG: chunks up to its end. Kept are those that the pixels and their colours need, and what makes it move.

use image::metadata::Orientation;

use super::{Reader, Stripped};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
const KEPT: [&[u8; 4]; 15] = [
    b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD", b"pHYs",
    b"acTL", b"fcTL", b"fdAT",
];

pub(super) fn strip(bytes: &[u8]) -> Option<Stripped> {
    let mut reader = Reader::new(bytes);
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(reader.take(SIGNATURE.len()).filter(|start| *start == SIGNATURE)?);
    let mut orientation = None;
    loop {
        let begun = reader.at;
        let length = reader.number(4)?;
        let kind = reader.take(4)?;
        let body = reader.take(length)?;
        reader.take(4)?;
        if kind == b"eXIf" {
            orientation = Orientation::from_exif_chunk(body);
        }
        if kind == b"IEND" || KEPT.iter().any(|kept| kept.as_slice() == kind) {
            out.extend_from_slice(bytes.get(begun..reader.at)?);
        }
        if kind == b"IEND" {
            return Some(Stripped { bytes: out, orientation });
        }
    }
}
