//! Take a task up: the piece becomes a draft of the department, ready to be submitted as it is.

use content::article::{self, Carry, CreateError};
use content::{Article, Draft, Origin, Provenance, Source, Variants, source};
use platform::{Clock, DepartmentId, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Task, Text, changed, store, told};
use crate::RelayId;

/// Why it was not taken up.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum TakeError {
    /// No such task, or nothing of it is asked of the department.
    #[error("no such task")]
    NotFound,
    #[error("the task was recalled")]
    Recalled,
    /// C14 stands above any order: what is not on the list is not reprinted.
    #[error("the source is not on the county's list")]
    SourceNotListed,
    #[error(transparent)]
    Create(#[from] CreateError),
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(TakeError {
    Create, Refused, Storage
    ; NotFound => NotFound, "RELAY_NOT_FOUND", "没有这项转载任务，或其中没有您部门的账号"
    ; Recalled => Conflict, "RELAY_RECALLED", "任务已撤销"
    ; SourceNotListed => Conflict, "SOURCE_NOT_LISTED", "原文网址不属于本县白名单内、今日有效的稿源：请县级管理员先列入，再转载"
});

/// Takes it up for the actor's department: one draft for all of its accounts. Taking it again gives the same draft.
///
/// # Errors
/// When nothing of it is asked of the department, it was recalled, its source is not listed, or the actor does not write there.
pub async fn take(tx: &mut TenantTx, actor: &Actor, id: RelayId) -> Result<Article, TakeError> {
    let department = actor.department().ok_or(Refused(Action::RelayCarry))?;
    actor.require(Action::RelayCarry, Scope::Department(department))?;
    let copies = store::copy::hold(tx, id, department).await?;
    let task = store::by_ids(tx, &[id]).await?.pop().filter(|_| !copies.is_empty()).ok_or(TakeError::NotFound)?;
    if let Some(article) = copies.iter().find_map(|copy| copy.article) {
        return article::by_ids(tx, &[article]).await?.pop().ok_or(TakeError::NotFound);
    }
    if task.recalled_at.is_some() {
        return Err(TakeError::Recalled);
    }
    let text = store::texts(tx, &[id]).await?.pop().map(|(_, text)| text).ok_or(TakeError::NotFound)?;
    let source = listed(tx, &task).await?;
    if source.is_none() && (task.source.is_some() || task.region.is_some()) {
        return Err(TakeError::SourceNotListed);
    }
    let article = begin(tx, actor, &task, text, source).await?;
    store::copy::take(tx, actor, id, department, article.id).await?;
    tx.audit(told("relay.take", id).of(department).with("article", article.id));
    tx.announce(changed(id, Some(department)));
    Ok(article)
}

async fn begin(
    tx: &mut TenantTx,
    actor: &Actor,
    task: &Task,
    text: Text,
    source: Option<Source>,
) -> Result<Article, CreateError> {
    let name = source.is_none().then(|| task.source_name.clone());
    let carry = Carry { from: task.article, name, ordered: true, writers: text.writers.clone() };
    article::carry(tx, actor, draft(task, text, source), carry).await
}

/// The source of the list under which it is carried: the one that was named, or the one whose site the address is on.
async fn listed(tx: &mut TenantTx, task: &Task) -> Result<Option<Source>, Storage> {
    let today = Clock::day_of(tx.now());
    if let Some(id) = task.source {
        let named = source::by_ids(tx, &[id]).await?.pop();
        return Ok(named.filter(|source| source.is_in_force(today)));
    }
    if task.region.is_none() {
        return Ok(None);
    }
    let listed = source::list(tx, Some(today)).await?;
    Ok(listed.into_iter().find(|source| source.owns(&task.source_url)))
}

fn draft(task: &Task, text: Text, source: Option<Source>) -> Draft {
    let licence = task.source_licence.clone();
    let licence = licence.or_else(|| source.as_ref().map(|row| row.licence.clone()).filter(|text| !text.is_empty()));
    Draft {
        title: task.title.clone(),
        summary: text.summary,
        blocks: serde_json::to_value(text.blocks).unwrap_or_default(),
        kind: text.kind,
        sensitivity: text.sensitivity,
        origin: Origin::Reprint,
        emergency: false,
        ai: text.ai,
        column: None,
        topics: text.topics,
        touches: Vec::<DepartmentId>::new(),
        source: source.map(|row| row.id),
        source_url: Some(task.source_url.clone()),
        provenance: Provenance { author: task.source_author.clone(), published_at: task.source_published_at, licence },
        cover: text.cover,
        cover_focus: None,
        variants: Variants::default(),
        policy: None,
        correction: String::new(),
    }
}
