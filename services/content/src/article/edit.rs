//! Change a draft, or begin the correction of a released piece.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::create::{changed, others};
use super::{Article, ArticleId, ArticleState, Draft, hold, store};
use crate::block::Stage;
use crate::limits::Limits;
use crate::link;

/// Why an edit was refused.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum EditError {
    #[error("no such article")]
    NotFound,
    /// Someone saved first; the article now stands at this version.
    #[error("the article is at version {current}")]
    Stale { current: i32 },
    /// Somebody else is writing at it: take it over first.
    #[error("the article is held by another")]
    HeldByOther,
    /// It is before the reviewers, or approved: take it back first.
    #[error("the article is not editable")]
    NotEditable,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(EditError {
    Refused, Invalid, Storage
    ; NotFound => NotFound, "ARTICLE_NOT_FOUND", "稿件不存在"
    ; Stale => Conflict, "STALE_VERSION", "稿件已被他人修改，请对照后再保存"
    ; HeldByOther => Conflict, "HELD_BY_OTHER", "他人正在编辑，接手后再保存"
    ; NotEditable => Conflict, "WITHDRAW_FIRST", "稿件在审或已审定，需先撤回再修改"
});

/// Replaces what a writer fills in. `version` is the one the writer began from.
///
/// # Errors
/// When it is not visible or not theirs, has moved on, is under review, or a field breaks a rule.
pub async fn edit(
    tx: &mut TenantTx,
    actor: &Actor,
    id: ArticleId,
    version: i32,
    draft: Draft,
) -> Result<Article, EditError> {
    let mut article = store::lock(tx, id).await?.ok_or(EditError::NotFound)?;
    actor.require(Action::ArticleDraft, Scope::Department(article.department))?;
    if article.version != version {
        return Err(EditError::Stale { current: article.version });
    }
    if !article.is_editable() {
        return Err(EditError::NotEditable);
    }
    let mut draft = draft.tidied();
    let limits = Limits::SETTING.get(tx).await?;
    let mut faults = Invalid::default();
    let blocks = draft.check(&limits, Stage::Draft, &mut faults);
    draft.check_names(tx, &mut faults).await?;
    article.carried.check(draft.origin, &mut faults);
    faults.into_result()?;
    if hold::other(tx, actor, id).await?.is_some() {
        return Err(EditError::HeldByOther);
    }
    if let Some(writer) = actor.person().filter(|person| !article.writers.contains(person)) {
        article.writers.push(writer);
    }
    article.title = draft.title;
    article.summary = draft.summary;
    article.kind = draft.kind;
    article.sensitivity = draft.sensitivity;
    article.origin = draft.origin;
    article.emergency = draft.emergency;
    article.ai = draft.ai;
    article.column = draft.column;
    article.topics = draft.topics;
    article.touches = others(draft.touches, article.department);
    article.source = draft.source;
    article.source_url = draft.source_url;
    article.provenance = draft.provenance;
    article.cover = draft.cover;
    article.cover_focus = draft.cover_focus;
    article.variants = draft.variants;
    article.policy = draft.policy;
    article.correction = draft.correction;
    article.state = ArticleState::Draft;
    article.version += 1;
    article.updated_at = tx.now();
    store::save(tx, &article, &blocks).await?;
    link::note(tx, &blocks).await?;
    tx.audit(
        Entry::new("article.edit", "article", article.id.0).of(article.department).with("version", article.version),
    );
    tx.announce(changed(&article));
    Ok(article)
}
