//! What is shared of a piece: its words and what belongs to them, as they stood when it was offered or asked for.

use platform::{PersonId, Storage, TenantTx};
use tenancy::region;

use crate::article::{self, AiUse, Article, Kind, Origin, Provenance, Sensitivity};
use crate::{Block, MediaId, SourceId, access};

/// The words, and what belongs to them.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are those of the article")]
pub struct Frozen {
    pub title: String,
    pub summary: String,
    pub blocks: Vec<Block>,
    pub kind: Kind,
    pub sensitivity: Sensitivity,
    pub origin: Origin,
    pub ai: AiUse,
    pub cover: Option<MediaId>,
    pub topics: Vec<String>,
    pub source: Option<SourceId>,
    pub source_url: Option<String>,
    pub provenance: Provenance,
    /// Whose piece it is, where it names no source of the list.
    pub carried_name: Option<String>,
    pub writers: Vec<PersonId>,
}

impl Frozen {
    /// The files it shows.
    pub(super) fn media(&self) -> Vec<MediaId> {
        let mut ids: Vec<MediaId> = self.blocks.iter().flat_map(Block::shows).map(|shown| shown.id).collect();
        ids.extend(self.cover);
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

/// Whether a piece is for others' eyes at all: one that is limited is not, until it is out.
pub(super) async fn is_limited(tx: &mut TenantTx, article: &Article) -> Result<bool, Storage> {
    Ok(!access::of_articles(tx, &[article.id]).await?.is_empty())
}

/// Freezes a piece as it stands. One of the department's own is a reprint for whoever takes it, and names the department; a reprint
/// keeps the source it names itself. `address` is where readers find it, where it is out.
pub(super) async fn freeze(tx: &mut TenantTx, article: &Article, address: &str) -> Result<Frozen, Storage> {
    let blocks = article::bodies(tx, &[article.id]).await?.pop().map(|(_, blocks)| blocks).unwrap_or_default();
    let mut frozen = Frozen {
        title: article.title.clone(),
        summary: article.summary.clone(),
        blocks,
        kind: article.kind,
        sensitivity: article.sensitivity,
        origin: Origin::Reprint,
        ai: article.ai,
        cover: article.cover,
        topics: article.topics.clone(),
        source: article.source,
        source_url: article.source_url.clone(),
        provenance: article.provenance.clone(),
        carried_name: article.carried.name.clone(),
        writers: article.writers.clone(),
    };
    if article.origin == Origin::Original {
        let departments = region::even_closed(tx).await?;
        let own = departments.into_iter().find(|row| row.id == article.department);
        frozen.carried_name = own.map(|row| row.name);
        frozen.source = None;
        frozen.source_url = article.released_at.map(|_| address.to_owned());
        frozen.provenance = Provenance { published_at: article.released_at, ..Provenance::default() };
    }
    Ok(frozen)
}
