//! Limit a draft to some.

use platform::audit::Entry;
use platform::{DepartmentId, Invalid, PersonId, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope, person, region};

use super::{Access, store};
use crate::{Article, ArticleId, ArticleState, article};

/// The most that are named, departments and people apart.
const MOST: usize = 50;

/// Why a piece was not limited.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum LimitError {
    #[error("no such article")]
    NotFound,
    /// What readers know cannot be kept from staff.
    #[error("the piece was released")]
    Released,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(LimitError {
    Refused, Invalid, Storage
    ; NotFound => NotFound, "ARTICLE_NOT_FOUND", "稿件不存在"
    ; Released => Conflict, "RELEASED", "已发布过的稿件不能限阅"
});

/// Limits a piece to these departments and people, in the place of whom it was limited to before. Its writers, and who sets it,
/// stay among them.
///
/// # Errors
/// When there is no such piece, it is not the actor's or was released, or who is named is not there.
pub async fn limit(
    tx: &mut TenantTx,
    actor: &Actor,
    id: ArticleId,
    departments: &[DepartmentId],
    people: &[PersonId],
) -> Result<Access, LimitError> {
    let piece = article::lock(tx, id).await?.ok_or(LimitError::NotFound)?;
    actor.require(Action::ArticleDraft, Scope::Department(piece.department))?;
    let set_by = actor.person().ok_or(Refused(Action::ArticleDraft))?;
    if piece.released_at.is_some() {
        return Err(LimitError::Released);
    }
    check(tx, departments, people).await?;
    let (mut departments, mut people) = (departments.to_vec(), people.to_vec());
    people.extend(piece.writers.iter().copied());
    people.push(set_by);
    departments.sort_unstable();
    departments.dedup();
    people.sort_unstable();
    people.dedup();
    let department = piece.department;
    let access = Access { article: id, department, departments, people, set_by, set_at: tx.now() };
    let submitted = matches!(piece.state, ArticleState::InReview | ArticleState::Approved);
    let reviewed_in = if submitted { reviewers(&piece) } else { Vec::new() };
    store::save(tx, &access, &reviewed_in).await?;
    tx.audit(
        Entry::new("article.limit", "article", id.0)
            .of(department)
            .with("departments", &access.departments)
            .with("people", &access.people),
    );
    tx.announce(article::changed(&piece));
    Ok(access)
}

async fn check(tx: &mut TenantTx, departments: &[DepartmentId], people: &[PersonId]) -> Result<(), LimitError> {
    let mut faults = Invalid::default();
    faults.check(departments.len() <= MOST, "departmentIds", "TOO_MANY", "部门不超过 50 个");
    faults.check(people.len() <= MOST, "personIds", "TOO_MANY", "人员不超过 50 人");
    let active = region::departments(tx).await?;
    let known = departments.iter().all(|id| active.iter().any(|department| department.id == *id));
    faults.check(known, "departmentIds", "UNKNOWN_DEPARTMENT", "部门不存在或已停用");
    let ids: Vec<_> = people.iter().map(|id| id.0).collect();
    let found = person::find_many(tx, &ids).await?;
    let known = people.iter().all(|id| found.iter().any(|person| person.id == *id && person.active));
    faults.check(known, "personIds", "UNKNOWN_PERSON", "人员不存在或已停用");
    Ok(faults.into_result()?)
}

/// Whoever decides on a piece: its department's reviewers, and those of the departments it touches.
fn reviewers(piece: &Article) -> Vec<DepartmentId> {
    std::iter::once(piece.department).chain(piece.touches.iter().copied()).collect()
}

/// A limited piece was submitted: who decides on it sees it from now on.
pub(crate) async fn open_to_reviewers(tx: &mut TenantTx, piece: &Article) -> Result<(), Storage> {
    store::open_to(tx, piece.id, &reviewers(piece)).await
}
