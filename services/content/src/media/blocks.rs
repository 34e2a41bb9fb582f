//! A file's digests by the mebibyte, so that any part of it is held against what was looked into before it goes out: an approval
//! is of the bytes, and others under the same key go nowhere (I2).

use aws_sdk_s3::primitives::ByteStream;
use bytes::{Buf as _, Bytes, BytesMut};
use ring::digest::{Context, SHA256};

use super::{Media, MediaStore, ObjectError, Range, Rendition};
use crate::Digest;

/// Bytes that share a digest.
const BLOCK: u64 = 1 << 20;

/// Digests of a file and of its blocks, as it passes by.
pub(super) struct Hashing {
    whole: Context,
    block: Context,
    filled: usize,
    blocks: Vec<Digest>,
}

impl Default for Hashing {
    fn default() -> Self {
        Self { whole: Context::new(&SHA256), block: Context::new(&SHA256), filled: 0, blocks: Vec::new() }
    }
}

impl Hashing {
    pub(super) fn update(&mut self, mut bytes: &[u8]) {
        self.whole.update(bytes);
        let size = usize::try_from(BLOCK).unwrap_or(usize::MAX);
        while !bytes.is_empty() {
            let (now, rest) = bytes.split_at(bytes.len().min(size - self.filled));
            self.block.update(now);
            self.filled += now.len();
            if self.filled == size {
                self.close();
            }
            bytes = rest;
        }
    }

    fn close(&mut self) {
        let block = std::mem::replace(&mut self.block, Context::new(&SHA256));
        self.blocks.push(finished(block));
        self.filled = 0;
    }

    /// Of the whole, and of its blocks.
    pub(super) fn finish(mut self) -> (Digest, Vec<Digest>) {
        if 0 < self.filled {
            self.close();
        }
        (finished(self.whole), self.blocks)
    }
}

fn finished(context: Context) -> Digest {
    Digest::from_bytes(context.finish().as_ref()).unwrap_or_default()
}

/// A file, or a part of it, on its way out. Each piece was held against its digest.
#[derive(Debug)]
pub struct Outgoing {
    rest: Rest,
    /// Bytes of the first block before the part that is asked for.
    skip: usize,
    /// Bytes still to go out.
    left: u64,
}

#[derive(Debug)]
enum Rest {
    /// Held against one digest already.
    Whole(Bytes),
    /// The blocks that are still to come, with their digests.
    Blocks { body: ByteStream, held: BytesMut, known: std::vec::IntoIter<Digest>, file: u64 },
}

impl Outgoing {
    /// The next piece; none at the end.
    ///
    /// # Errors
    /// When the store does not answer, or what lies there is not what was looked into.
    pub async fn next(&mut self) -> Result<Option<Bytes>, ObjectError> {
        if self.left == 0 {
            return Ok(None);
        }
        let mut piece = match &mut self.rest {
            Rest::Whole(bytes) => std::mem::take(bytes),
            Rest::Blocks { body, held, known, file } => {
                let size = usize::try_from(BLOCK.min(*file)).unwrap_or(usize::MAX);
                *file -= BLOCK.min(*file);
                block(body, held, size, known.next()).await?
            }
        };
        piece.advance(std::mem::take(&mut self.skip).min(piece.len()));
        piece.truncate(usize::try_from(self.left).unwrap_or(usize::MAX));
        self.left -= u64::try_from(piece.len()).unwrap_or(self.left).min(self.left);
        if piece.is_empty() { Err(ObjectError::changed()) } else { Ok(Some(piece)) }
    }
}

/// The next block, once it is whole and what it was.
async fn block(
    body: &mut ByteStream,
    held: &mut BytesMut,
    size: usize,
    known: Option<Digest>,
) -> Result<Bytes, ObjectError> {
    while held.len() < size {
        match body.try_next().await.map_err(ObjectError::reading)? {
            Some(chunk) => held.extend_from_slice(&chunk),
            None => return Err(ObjectError::changed()),
        }
    }
    let piece = held.split_to(size).freeze();
    if known == Some(Digest::of(&piece)) { Ok(piece) } else { Err(ObjectError::changed()) }
}

impl MediaStore {
    /// Opens a file, or a range of it. Nothing of it goes out that was not looked into.
    ///
    /// # Errors
    /// When the store does not answer, or has it no longer.
    pub async fn open(&self, media: &Media, range: Option<Range>) -> Result<Outgoing, ObjectError> {
        let file = u64::try_from(media.bytes).unwrap_or_default();
        let Some(asked) = range.or_else(|| Some(Range { first: 0, last: file.checked_sub(1)? })) else {
            return Ok(Outgoing { rest: Rest::Whole(Bytes::new()), skip: 0, left: 0 });
        };
        let left = (asked.last - asked.first).saturating_add(1);
        if media.blocks.is_empty() {
            // Taken before there were blocks: the whole is held against its one digest.
            let rest = Rest::Whole(self.get_whole(&media.object_key, media.sha256).await?.into());
            return Ok(Outgoing { rest, skip: usize::try_from(asked.first).unwrap_or(usize::MAX), left });
        }
        let first = asked.first / BLOCK;
        let start = first * BLOCK;
        let last = ((asked.last / BLOCK + 1) * BLOCK).min(file) - 1;
        let body = self.get(&media.object_key, Some(Range { first: start, last })).await?;
        let known = media.blocks.get(usize::try_from(first).unwrap_or(usize::MAX)..).unwrap_or_default().to_vec();
        let rest =
            Rest::Blocks { body, held: BytesMut::new(), known: known.into_iter(), file: file.saturating_sub(start) };
        Ok(Outgoing { rest, skip: usize::try_from(asked.first - start).unwrap_or(usize::MAX), left })
    }

    /// Opens a rendition, whole.
    ///
    /// # Errors
    /// When the store does not answer, has it no longer, or has other bytes in its place.
    pub async fn open_rendition(&self, rendition: &Rendition) -> Result<Bytes, ObjectError> {
        Ok(self.get_whole(&rendition.object_key, Some(rendition.sha256)).await?.into())
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Hashing};
    use crate::Digest;

    #[test]
    fn blocks_are_the_same_however_the_bytes_come() {
        let size = usize::try_from(BLOCK).unwrap();
        let file: Vec<u8> = (0..size * 2 + 5).map(|at| u8::try_from(at % 251).unwrap()).collect();
        let told = |steps: usize| {
            let mut hashing = Hashing::default();
            file.chunks(steps).for_each(|chunk| hashing.update(chunk));
            hashing.finish()
        };
        let (whole, blocks) = told(size * 3);
        assert_eq!((whole, &blocks), (Digest::of(&file), &told(4_999).1));
        assert_eq!(blocks, [&file[..size], &file[size..size * 2], &file[size * 2..]].map(Digest::of));
        assert!(Hashing::default().finish().1.is_empty());
    }
}
