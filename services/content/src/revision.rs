//! 版本: what was submitted, frozen. Nothing of it changes afterwards but whether the public sees it.

mod digest;
mod store;

use platform::{DepartmentId, PersonId};
use time::OffsetDateTime;

use crate::article::{AiUse, Kind, Origin, Provenance, Sensitivity};
use crate::block::Focus;
use crate::variant::{Master, OnChannel};
use crate::{ArticleId, Block, Channel, ColumnId, MediaId, Variants};

pub use digest::{Digest, digest_of, digest_of_text};
pub use store::{
    Explained, by_ids, explained, is_replaced, latest_ids, latest_of, list_of, media_of, origins_of, same_text,
};
pub(crate) use store::{insert, publish, unpublish};

platform::id_type! {
    /// A revision (版本).
    RevisionId
}

/// A submitted text, whole.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are those of the article at its submission")]
pub struct Revision {
    pub id: RevisionId,
    pub article: ArticleId,
    /// Counts the article's revisions from 1.
    pub number: i32,
    pub department: DepartmentId,
    pub author: PersonId,
    /// Everyone who wrote on it, the author among them, and who submitted it: none of them may decide on it (I3).
    pub writers: Vec<PersonId>,
    pub submitted_by: PersonId,
    pub submitted_at: OffsetDateTime,
    pub title: String,
    pub summary: String,
    pub blocks: Vec<Block>,
    pub kind: Kind,
    pub sensitivity: Sensitivity,
    pub origin: Origin,
    pub emergency: bool,
    pub ai: AiUse,
    pub column: Option<ColumnId>,
    pub topics: Vec<String>,
    /// 涉及部门: where the rule asks for it, each of them co-signs.
    pub touches: Vec<DepartmentId>,
    pub source_name: Option<String>,
    pub source_url: Option<String>,
    /// Carried by an order, and word for word what was ordered (C22): a rule may give it a shorter chain.
    pub relay: bool,
    pub provenance: Provenance,
    pub cover: Option<MediaId>,
    /// What of the cover must stay in sight where a frame cuts it.
    pub cover_focus: Option<Focus>,
    /// 各渠道版本: what channels show in place of the master.
    pub variants: Variants,
    /// The policy that an interpretation explains (C4).
    pub policy: Option<ArticleId>,
    /// What the public is told that it puts right (I10); none where no version before it was released.
    pub correction: Option<String>,
    /// Of the canonical form; approvals and releases hold to it.
    pub digest: Digest,
    /// Since when the public may see it.
    pub public_at: Option<OffsetDateTime>,
}

impl Revision {
    /// What a channel shows of it.
    #[must_use]
    pub fn on(&self, channel: Channel) -> OnChannel<'_> {
        self.master().on(channel)
    }

    pub(crate) fn master(&self) -> Master<'_> {
        Master {
            title: &self.title,
            summary: &self.summary,
            cover: self.cover,
            cover_focus: self.cover_focus,
            blocks: &self.blocks,
            variants: &self.variants,
        }
    }
}
