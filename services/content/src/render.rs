//! How blocks look: on our own pages, inside WeChat, and as plain text. Everything a writer typed is escaped.

mod faults;
mod html;
mod rendition;
mod text;
mod website;
mod wechat;

pub use faults::channel_faults;
pub use rendition::{Picture, Piece, Rendition, rendition};
pub use text::text;
pub use website::{correction, notice, website};
pub use wechat::wechat;

/// A channel whose look and limits differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Our own site.
    Website,
    /// Our own app.
    App,
    /// A WeChat account.
    Wechat,
}
