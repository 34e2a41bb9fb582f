//! Keyset pages: a cursor names the last row seen, by its sort time and id.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use time::OffsetDateTime;
use uuid::Uuid;

/// The largest page a client may ask for.
pub const MAX_PAGE: i32 = 100;

/// The place after a row, in an order of time and id, newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The row's sort time.
    pub at: OffsetDateTime,
    /// The row's id.
    pub id: Uuid,
}

impl Cursor {
    /// As clients carry it: opaque.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut bytes = (self.at.unix_timestamp_nanos() / 1000).to_be_bytes().to_vec();
        bytes.extend_from_slice(self.id.as_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads a client's cursor; none if it is not one of ours.
    #[must_use]
    pub fn decode(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (micros, id) = bytes.split_first_chunk::<16>()?;
        let at = OffsetDateTime::from_unix_timestamp_nanos(i128::from_be_bytes(*micros).checked_mul(1000)?).ok()?;
        Some(Self { at, id: Uuid::from_slice(id).ok()? })
    }
}

/// A page as stores return it: rows, and whether more follow.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// Rows, in order.
    pub rows: Vec<T>,
    /// True when at least one more row follows.
    pub more: bool,
}

impl<T> Page<T> {
    /// Makes a page of rows read with `limit first + 1`.
    #[must_use]
    pub fn cut(mut rows: Vec<T>, first: i32) -> Self {
        let first = usize::try_from(first).unwrap_or_default();
        let more = first < rows.len();
        rows.truncate(first);
        Self { rows, more }
    }
}

#[cfg(test)]
mod tests {
    use super::Cursor;

    #[test]
    fn a_cursor_survives_the_wire() {
        let cursor =
            Cursor { at: time::macros::datetime!(2026-03-09 08:00:00.123456 UTC), id: uuid::Uuid::from_u128(7) };
        assert_eq!(Cursor::decode(&cursor.encode()), Some(cursor));
        assert_eq!(Cursor::decode("not a cursor"), None);
    }
}
