//! What waits for somebody: for work lists, and for the indicator on answers in time.

use platform::{Clock, DepartmentId, Storage, TenantTx};
use tenancy::{Action, Actor, Scope};
use time::Date;

use super::reply::{self, Reply};
use super::{Inquiry, State, store};
use crate::calendar::Calendar;

/// What waits for one actor.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Inquiries they may act on, the most pressing first.
    pub inquiries: Vec<Inquiry>,
    /// Replies they may review, with the inquiry, whose due day is theirs too.
    pub replies: Vec<(Reply, Option<Inquiry>)>,
}

/// The inquiries and replies that wait for the actor, up to 50 of each.
///
/// # Errors
/// When the database fails.
pub async fn waiting(tx: &mut TenantTx, actor: &Actor) -> Result<Waiting, Storage> {
    let open = store::pressing(tx, 200).await?;
    let drafted = reply::store::in_review(tx, 200).await?;
    let of = |reply: &Reply| open.iter().find(|inquiry| inquiry.id == reply.inquiry_id).cloned();
    let replies: Vec<(Reply, Option<Inquiry>)> = drafted
        .iter()
        .filter(|reply| reply.may_review(actor))
        .take(50)
        .map(|reply| (reply.clone(), of(reply)))
        .collect();
    let inquiries = open
        .iter()
        .filter(|inquiry| {
            let in_review = drafted.iter().any(|reply| reply.inquiry_id == inquiry.id);
            !in_review && theirs(inquiry, actor)
        })
        .take(50)
        .cloned()
        .collect();
    Ok(Waiting { inquiries, replies })
}

/// The desk's until assigned, and again when returned; then the department's.
fn theirs(inquiry: &Inquiry, actor: &Actor) -> bool {
    match inquiry.state {
        State::Assigned => inquiry
            .department_id
            .is_some_and(|department| actor.may(Action::InquiryReply, Scope::Department(department))),
        _ => actor.may(Action::InquiryAssign, Scope::County),
    }
}

/// The oldest due answer of each department (none is the desk), as working days past due: negative while there is time.
///
/// # Errors
/// When the database fails.
pub async fn open_dues(tx: &mut TenantTx) -> Result<Vec<(Option<DepartmentId>, Date, i32)>, Storage> {
    let today = Clock::day_of(tx.now());
    let dues = store::dues(tx).await?;
    let earliest = dues.iter().map(|(_, due)| *due).min().unwrap_or(today);
    let latest = dues.iter().map(|(_, due)| *due).max().unwrap_or(today);
    let calendar = Calendar::between(tx, earliest.min(today), latest.max(today)).await?;
    let past = |due: Date| calendar.working_days_between(due, today).value();
    Ok(dues.into_iter().map(|(department, due)| (department, due, past(due))).collect())
}
