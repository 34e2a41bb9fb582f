//! Put one file in another's place, in every draft of it.

use platform::TenantTx;
use platform::audit::Entry;
use tenancy::{Action, Actor, Refused};

use super::plan::check;
use super::{Changed, Outcome, ReplaceError, ReplacementId, plan, store};
use crate::{MediaId, article};

/// Does what the plan says, as things stand now: who has since begun to write at a draft keeps it as it is.
///
/// # Errors
/// Those of the plan.
pub async fn replace(tx: &mut TenantTx, actor: &Actor, old: MediaId, new: MediaId) -> Result<Outcome, ReplaceError> {
    let person = actor.person().ok_or(Refused(Action::MediaUpload))?;
    let before = check(tx, actor, old, new).await?;
    let mut outcome = plan(tx, actor, old, new).await?;
    let mut changed = Vec::new();
    for change in std::mem::take(&mut outcome.changes) {
        match article::exchange(tx, actor, change.article.id, old, new).await? {
            Ok((article, fields)) => {
                changed.push(Changed { article: article.id, version: article.version, fields: fields.clone() });
                outcome.changes.push(super::Change { article, fields });
            }
            Err(why) => outcome.kept.push((change.article, why)),
        }
    }
    let id = ReplacementId(tx.new_id());
    store::insert(tx, id, &before, new, &changed, person).await?;
    let entry = Entry::new("media.replace", "media", old.0).of(before.department);
    tx.audit(entry.with("with", new.0).with("drafts", changed.len()).with("kept", outcome.kept.len()));
    outcome.id = Some(id);
    Ok(outcome)
}
