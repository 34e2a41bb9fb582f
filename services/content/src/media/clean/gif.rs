//! GIF: blocks up to its trailer. Left out are comments, texts, and what applications wrote but for how often it plays.

use super::{Reader, Stripped};

const EXTENSION: u8 = 0x21;
const PICTURE: u8 = 0x2c;
const TRAILER: u8 = 0x3b;
const CONTROL: u8 = 0xf9;
const APPLICATION: u8 = 0xff;

pub(super) fn strip(bytes: &[u8]) -> Option<Stripped> {
    let mut reader = Reader::new(bytes);
    reader.take(6).filter(|start| *start == b"GIF87a" || *start == b"GIF89a")?;
    let screen = reader.take(7)?;
    reader.take(colours(*screen.get(4)?))?;
    let mut out = bytes.get(..reader.at)?.to_vec();
    loop {
        let begun = reader.at;
        let kept = match reader.byte()? {
            TRAILER => {
                out.push(TRAILER);
                return Some(Stripped { bytes: out, orientation: None });
            }
            PICTURE => {
                let head = reader.take(9)?;
                reader.take(colours(*head.get(8)?))?;
                reader.take(1)?;
                blocks(&mut reader)?;
                true
            }
            EXTENSION => extension(&mut reader)?,
            _ => return None,
        };
        if kept {
            out.extend_from_slice(bytes.get(begun..reader.at)?);
        }
    }
}

/// Bytes of the table of colours that flags announce.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << (1 + (flags & 0x07)) }
}

/// Whether the extension is kept.
fn extension(reader: &mut Reader<'_>) -> Option<bool> {
    let label = reader.byte()?;
    let first = reader.rest();
    blocks(reader)?;
    let named = |name: &[u8]| first.get(1..).is_some_and(|first| first.starts_with(name));
    Some(label == CONTROL || (label == APPLICATION && (named(b"NETSCAPE2.0") || named(b"ANIMEXTS1.0"))))
}

/// Passes over blocks, each led by its length, to the empty one.
fn blocks(reader: &mut Reader<'_>) -> Option<()> {
    loop {
        match reader.byte()? {
            0 => return Some(()),
            length => {
                reader.take(usize::from(length))?;
            }
        }
    }
}
