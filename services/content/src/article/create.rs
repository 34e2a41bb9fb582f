//! Begin a draft.

use platform::audit::Entry;
use platform::outbox::Event;
use platform::{DepartmentId, Invalid, PersonId, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Article, ArticleId, ArticleState, Carried, Carry, Draft, store};
use crate::block::Stage;
use crate::limits::Limits;
use crate::link;
use crate::{Block, revision};

/// Why a draft was not begun.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant is the refusal it holds")]
pub enum CreateError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(CreateError { Refused, Invalid, Storage });

/// Begins a draft of the actor's department.
///
/// # Errors
/// When the actor may not draft there, or a field breaks a rule.
pub async fn create(tx: &mut TenantTx, actor: &Actor, draft: Draft) -> Result<Article, CreateError> {
    begin(tx, actor, draft, Carry::default()).await
}

/// Begins a draft of the actor's department from what these people wrote for another: they are its writers too.
pub(crate) async fn take_in(
    tx: &mut TenantTx,
    actor: &Actor,
    draft: Draft,
    writers: &[PersonId],
) -> Result<Article, CreateError> {
    begin(tx, actor, draft, Carry { writers: writers.to_vec(), ..Carry::default() }).await
}

pub(super) async fn begin(
    tx: &mut TenantTx,
    actor: &Actor,
    draft: Draft,
    carry: Carry,
) -> Result<Article, CreateError> {
    let (Some(department), Some(author)) = (actor.department(), actor.person()) else {
        return Err(Refused(Action::ArticleDraft).into());
    };
    actor.require(Action::ArticleDraft, Scope::Department(department))?;
    let (draft, blocks) = sound(tx, draft).await?;
    let mut article = Article {
        id: ArticleId(tx.new_id()),
        department,
        author,
        writers: std::iter::once(author).chain(carry.writers.into_iter().filter(|id| *id != author)).collect(),
        title: draft.title,
        summary: draft.summary,
        kind: draft.kind,
        sensitivity: draft.sensitivity,
        origin: draft.origin,
        emergency: draft.emergency,
        ai: draft.ai,
        column: draft.column,
        topics: draft.topics,
        touches: others(draft.touches, department),
        source: draft.source,
        source_url: draft.source_url,
        provenance: draft.provenance,
        carried: Carried { from: carry.from, name: carry.name, ordered: None },
        cover: draft.cover,
        cover_focus: draft.cover_focus,
        variants: draft.variants,
        policy: draft.policy,
        correction: String::new(),
        version: 1,
        state: ArticleState::Draft,
        revision_count: 0,
        created_at: tx.now(),
        updated_at: tx.now(),
        released_at: None,
    };
    article.carried.ordered = carry.ordered.then(|| revision::digest_of_text(&article, &blocks));
    store::insert(tx, &article, &blocks).await?;
    link::note(tx, &blocks).await?;
    tx.audit(Entry::new("article.create", "article", article.id.0).of(department));
    tx.announce(changed(&article));
    Ok(article)
}

/// A draft without space around its words, and its blocks, where every field keeps to the rules.
pub(crate) async fn sound(tx: &mut TenantTx, draft: Draft) -> Result<(Draft, Vec<Block>), CreateError> {
    let mut draft = draft.tidied();
    let limits = Limits::SETTING.get(tx).await?;
    let mut faults = Invalid::default();
    let blocks = draft.check(&limits, Stage::Draft, &mut faults);
    draft.check_names(tx, &mut faults).await?;
    faults.into_result()?;
    Ok((draft, blocks))
}

/// The departments it touches beside its own.
pub(super) fn others(touches: Vec<DepartmentId>, own: DepartmentId) -> Vec<DepartmentId> {
    touches.into_iter().filter(|department| *department != own).collect()
}

/// The event that lists and subscriptions hear.
pub(crate) fn changed(article: &Article) -> Event {
    changed_id(article.id, article.department)
}

/// The same of a piece that is known by its id.
pub(crate) fn changed_id(article: ArticleId, department: DepartmentId) -> Event {
    Event { kind: "article.changed", subject: article.0, department: Some(department), person: None }
}
