//! Take a candidate: one of what reads alike becomes a draft of the department, with its source and where it comes from filled in.

use platform::audit::Entry;
use platform::{Clock, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Candidate, CandidateId, CandidateState, changed, store};
use crate::article::{self, Article, CreateError, Draft, Origin};
use crate::block::{Block, Paragraph, Span};
use crate::feed::{self, Item, ItemId};
use crate::limits::Limits;
use crate::{Source, source};

/// Why a candidate was not taken, dismissed or restored.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum SettleError {
    #[error("no such candidate")]
    NotFound,
    /// Someone took or dismissed it first, or took it already.
    #[error("the candidate is {state:?}")]
    Settled { state: CandidateState },
    /// The item is not of the candidate's group.
    #[error("no such item in the group")]
    NoItem,
    /// Its source is no longer on the list: nothing of it may be reprinted.
    #[error("the source is not in force")]
    SourceEnded,
    #[error(transparent)]
    Create(#[from] CreateError),
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(SettleError {
    Create, Refused, Storage
    ; NotFound => NotFound, "CANDIDATE_NOT_FOUND", "转载候选不存在"
    ; Settled => Conflict, "ALREADY_SETTLED", "已有人处理过，请刷新后查看"
    ; NoItem => NotFound, "ITEM_NOT_FOUND", "所选来稿不在这一组内"
    ; SourceEnded => Conflict, "SOURCE_NOT_LISTED", "稿源已不在白名单有效期内，不能转载"
});

/// Makes a draft of the department from an item of the group; its first where none is named.
///
/// # Errors
/// When it is not there, was settled, its source is not in force, or the actor does not write for the department.
pub async fn take(
    tx: &mut TenantTx,
    actor: &Actor,
    id: CandidateId,
    item: Option<ItemId>,
) -> Result<(Candidate, Article), SettleError> {
    let mut candidate = waiting(tx, actor, id).await?;
    let item = feed::items_by_ids(tx, &[item.unwrap_or(candidate.group)]).await?.pop();
    let item = item.filter(|item| item.group == candidate.group).ok_or(SettleError::NoItem)?;
    let today = Clock::day_of(tx.now());
    let listed = source::by_ids(tx, &[item.source]).await?.pop().filter(|source| source.is_in_force(today));
    let source = listed.ok_or(SettleError::SourceEnded)?;
    let limits = Limits::SETTING.get(tx).await?;
    let article = article::create(tx, actor, draft(&item, &source, &limits)).await?;
    settle(tx, actor, &mut candidate, CandidateState::Taken);
    candidate.article = Some(article.id);
    store::save(tx, &candidate).await?;
    let entry = Entry::new("candidate.take", "candidate", id.0).of(candidate.department);
    tx.audit(entry.with("article", article.id).with("item", item.id).with("source", &source.name));
    tx.announce(changed(&candidate));
    Ok((candidate, article))
}

/// A candidate that nobody has settled, locked, where the actor may.
pub(super) async fn waiting(tx: &mut TenantTx, actor: &Actor, id: CandidateId) -> Result<Candidate, SettleError> {
    let candidate = store::lock(tx, id).await?.ok_or(SettleError::NotFound)?;
    actor.require(Action::ArticleDraft, Scope::Department(candidate.department))?;
    if candidate.state != CandidateState::Waiting {
        return Err(SettleError::Settled { state: candidate.state });
    }
    Ok(candidate)
}

pub(super) fn settle(tx: &TenantTx, actor: &Actor, candidate: &mut Candidate, state: CandidateState) {
    candidate.state = state;
    candidate.settled_by = actor.person();
    candidate.settled_at = Some(tx.now());
}

/// As long as a draft may be; what the feed says of the leave goes before what the list says.
fn draft(item: &Item, source: &Source, limits: &Limits) -> Draft {
    let span = |line: &str| Span { text: line.to_owned(), ..Span::default() };
    let paragraph = |line: &str| Block::Paragraph(Paragraph { spans: vec![span(line)] });
    let blocks: Vec<Block> = item.body.lines().take(limits.blocks).map(paragraph).collect();
    let mut provenance = item.provenance.clone();
    if provenance.licence.is_none() {
        provenance.licence = Some(source.licence.clone()).filter(|text| !text.is_empty());
    }
    let title = item.title.chars().take(limits.title).collect();
    let (origin, source_url) = (Origin::Reprint, Some(item.url.clone()));
    Draft { origin, source: Some(source.id), source_url, provenance, ..Draft::news(title, blocks) }
}
