//! How blocks look: on our own pages, inside WeChat, and as plain text. Everything a writer typed is escaped.

mod faults;
mod html;
mod rendition;
mod text;
mod website;
mod wechat;

pub use crate::channel::Channel;
pub use faults::{channel_faults, channel_notes};
pub use rendition::{Picture, Piece, Rendition, pictures, rendition};
pub use text::{beside_pictures, text};
pub use website::{correction, notice, website};
pub use wechat::{wechat, wechat_pictures};
