//! 稿件: articles and their immutable revisions, the block document, columns, the list of sources, media, and how a
//! revision looks on each channel.

#[macro_use]
mod word;

pub mod access;
pub mod adoption;
pub mod article;
pub mod batch;
pub mod block;
pub mod candidate;
pub mod channel;
pub mod checkers;
pub mod checking;
pub mod column;
mod extract;
pub mod fact_check;
pub mod feed;
pub mod leader;
pub mod limits;
pub mod link;
pub mod manuscript;
pub mod media;
pub mod plan;
pub mod preview_link;
pub mod render;
pub mod revision;
pub mod rhythm;
pub mod search;
pub mod share;
pub mod source;
pub mod story;
pub mod submission;
pub mod template;
pub mod variant;
pub mod word_list;

pub use article::{AiUse, Article, ArticleId, ArticleState, Draft, Kind, Origin, Provenance, Sensitivity};
pub use block::Block;
pub use channel::Channel;
pub use checkers::Checkers;
pub use column::{Column, ColumnId};
pub use media::{Media, MediaId, MediaKind, MediaState, MediaStore};
pub use revision::{Digest, Revision, RevisionId};
pub use source::{Source, SourceId, SourceList};
pub use template::{Template, TemplateId};
pub use variant::{Variant, Variants};
