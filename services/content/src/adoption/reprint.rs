//! Note that a medium beyond the county carried what was adopted.

use platform::audit::Entry;
use platform::{Clock, Invalid, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::Date;

use super::{Reprint, store};
use crate::submission::{self, EventKind, MoveError, Submission, SubmissionId, changed};
use crate::{SourceList, block};

/// A reprint as the desk notes it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are those of the reprint")]
pub struct NewReprint {
    pub outlet_name: String,
    pub list: SourceList,
    pub url: String,
    pub reprinted_on: Date,
}

/// Notes a reprint by its address; the same address counts once.
///
/// # Errors
/// When there is no such submission, the actor does not adopt for the county, it was not adopted, or a field breaks a rule.
pub async fn note_reprint(
    tx: &mut TenantTx,
    actor: &Actor,
    id: SubmissionId,
    new: NewReprint,
) -> Result<Submission, MoveError> {
    actor.require(Action::SubmissionAdopt, Scope::County)?;
    let person = actor.person().ok_or(Refused(Action::SubmissionAdopt))?;
    let submission = submission::lock(tx, id).await?.ok_or(MoveError::NotFound)?;
    let state = submission.state;
    state.after(EventKind::Reprinted).ok_or(MoveError::DoesNotFit { state })?;
    let outlet = new.outlet_name.trim();
    let mut faults = Invalid::default();
    faults.check(!outlet.is_empty(), "outletName", "REQUIRED", "请填写媒体名称");
    faults.check(outlet.chars().count() <= 60, "outletName", "TOO_LONG", "媒体名称不超过 60 字");
    faults.check(block::is_web_link(new.url.trim()), "url", "NOT_A_WEB_LINK", "链接需以 http:// 或 https:// 开头");
    let today = Clock::day_of(tx.now());
    faults.check(new.reprinted_on <= today, "reprintedOn", "FUTURE", "日期不能晚于今天");
    faults.into_result()?;
    let reprint = Reprint {
        submission: id,
        outlet_name: outlet.to_owned(),
        list: new.list,
        url: new.url.trim().to_owned(),
        reprinted_on: new.reprinted_on,
        noted_by: person,
        noted_at: tx.now(),
    };
    if store::insert_reprint(tx, &submission, &reprint).await? {
        let note = format!("{} {}", reprint.outlet_name, reprint.url);
        submission::record(tx, &submission, EventKind::Reprinted, person, &note).await?;
        let entry = Entry::new("submission.reprint", "submission", id.0).of(submission.department);
        tx.audit(entry.with("outlet", &reprint.outlet_name).with("list", reprint.list.as_str()));
        tx.announce(changed(&submission));
    }
    Ok(submission)
}
