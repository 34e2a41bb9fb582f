//! JPEG: segments before, between and after the scans. Kept are those that the pixels need, and the colours' profile.

use image::metadata::Orientation;

use super::{Reader, Stripped};

const COMMENT: u8 = 0xfe;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;

pub(super) fn strip(bytes: &[u8]) -> Option<Stripped> {
    let mut reader = Reader::new(bytes);
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(reader.take(2).filter(|start| *start == [0xff, 0xd8])?);
    let (mut orientation, mut scanned) = (None, false);
    while let Some(marker) = marker(&mut reader) {
        match marker {
            END => break,
            // Marks without a length.
            0x01 | 0xd0..=0xd8 => out.extend_from_slice(&[0xff, marker]),
            _ => {
                let length = reader.number(2)?;
                let body = reader.take(length.checked_sub(2)?)?;
                if let Some(told) = body.strip_prefix(b"Exif\0\0").filter(|_| marker == 0xe1) {
                    orientation = orientation.or_else(|| Orientation::from_exif_chunk(told));
                }
                if let Some(kept) = kept(marker, body) {
                    out.extend_from_slice(&[0xff, marker]);
                    out.extend_from_slice(&u16::try_from(kept.len() + 2).ok()?.to_be_bytes());
                    out.extend_from_slice(&kept);
                }
                if marker == SCAN {
                    scanned = true;
                    out.extend_from_slice(scan(&mut reader)?);
                }
            }
        }
    }
    // Whatever follows the end is another file: a film, a depth map, the picture before it was cut.
    out.extend_from_slice(&[0xff, END]);
    scanned.then_some(Stripped { bytes: out, orientation })
}

/// The next mark; any number of 0xff may stand before it. None at the end of the file.
fn marker(reader: &mut Reader<'_>) -> Option<u8> {
    if reader.byte()? != 0xff {
        return None;
    }
    loop {
        match reader.byte()? {
            0xff => {}
            marker => return Some(marker),
        }
    }
}

/// A segment as it is kept: none of an application's own but what tells how to read the pixels.
fn kept(marker: u8, body: &[u8]) -> Option<Vec<u8>> {
    match marker {
        // Without the small picture it may hold.
        0xe0 if body.starts_with(b"JFIF\0") && 14 <= body.len() => {
            let mut head = body.get(..12)?.to_vec();
            head.extend_from_slice(&[0, 0]);
            Some(head)
        }
        0xe2 if body.starts_with(b"ICC_PROFILE\0") => Some(body.to_vec()),
        0xee if body.starts_with(b"Adobe") => Some(body.to_vec()),
        0xe0..=0xef | COMMENT => None,
        _ => Some(body.to_vec()),
    }
}

/// The packed pixels up to the next mark, or to the end of a file that was cut off.
fn scan<'a>(reader: &mut Reader<'a>) -> Option<&'a [u8]> {
    let rest = reader.rest();
    let ends = |pair: &[u8]| matches!(pair, [0xff, next] if !matches!(next, 0x00 | 0xd0..=0xd7));
    let length = rest.windows(2).position(ends).unwrap_or(rest.len());
    reader.take(length)
}
