//! 缩略图: a picture at smaller widths, made once by the worker after its upload; no upload waits for it.

mod render;
mod store;

use crate::{Digest, MediaId};

pub use render::{RENDER, render};
pub(super) use render::{schedule, schedule_left};
pub(super) use store::forget;
pub use store::renditions_of;

/// A picture at one width. Its key names its content, so that making it again changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Rendition {
    pub media: MediaId,
    pub width: i32,
    pub height: i32,
    pub mime: String,
    pub bytes: i64,
    pub sha256: Digest,
    pub object_key: String,
}
