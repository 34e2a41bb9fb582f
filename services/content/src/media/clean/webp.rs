//! WebP: chunks of a RIFF file. Kept are those that the pixels and their colours need, and what makes it move.

use image::metadata::Orientation;

use super::{Reader, Stripped};

const KEPT: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];
/// The bits by which the head says that there is EXIF and XMP.
const TOLD: u8 = 0x08 | 0x04;

pub(super) fn strip(bytes: &[u8]) -> Option<Stripped> {
    let mut reader = Reader::new(bytes);
    reader.take(4).filter(|start| *start == b"RIFF")?;
    let length = reader.number_reversed(4)?;
    let mut inside = Reader::new(bytes.get(..length.checked_add(8)?.min(bytes.len()))?);
    inside.at = reader.at;
    inside.take(4).filter(|kind| *kind == b"WEBP")?;
    let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
    let (mut orientation, mut drawn) = (None, false);
    while let Some(kind) = inside.take(4) {
        let length = inside.number_reversed(4)?;
        let body = inside.take(length)?;
        // Chunks begin at even places; the last byte may be left out at the end of a file.
        let _ = (length % 2 == 1).then(|| inside.byte());
        if kind == b"EXIF" {
            orientation = Orientation::from_exif_chunk(body.strip_prefix(b"Exif\0\0").unwrap_or(body));
        }
        if !KEPT.iter().any(|kept| kept.as_slice() == kind) {
            continue;
        }
        drawn |= kind != b"VP8X";
        out.extend_from_slice(kind);
        out.extend_from_slice(&u32::try_from(length).ok()?.to_le_bytes());
        let from = out.len();
        out.extend_from_slice(body);
        if let Some(flags) = out.get_mut(from).filter(|_| kind == b"VP8X") {
            *flags &= !TOLD;
        }
        out.resize(out.len() + length % 2, 0);
    }
    let length = u32::try_from(out.len() - 8).ok()?.to_le_bytes();
    out.get_mut(4..8)?.copy_from_slice(&length);
    drawn.then_some(Stripped { bytes: out, orientation })
}
