//! 审核答复: by another than its author (I3). Approved, it stands on the query page at once.

use platform::audit::Entry;
use platform::facts::{self, Fact};
use platform::mask;
use platform::{Clock, PersonId, TenantTx, jobs};
use tenancy::{Action, Actor, Scope};

use super::reply::store as replies;
use super::reply::{Reply, ReplyId, ReplyState, WechatState};
use super::{ActError, Inquiry, Origin, State, check_words, events, store};
use crate::{clock, deliver};

/// Approves a reply: the inquiry is answered, and where the citizen wrote in WeChat a message is queued.
///
/// # Errors
/// When it is not seen, not in review, or the actor's own.
pub async fn approve_reply(tx: &mut TenantTx, actor: &Actor, id: ReplyId) -> Result<Inquiry, ActError> {
    let (inquiry, reply, reviewer) = open(tx, actor, id).await?;
    let wechat = match inquiry.origin {
        Origin::Wechat => WechatState::Queued,
        Origin::Web => WechatState::None,
    };
    replies::decide(tx, id, reviewer, ReplyState::Approved, None, wechat).await?;
    store::advance(tx, inquiry.id, State::Answered).await?;
    events::note(tx, inquiry.id, "answered", Some(reply.department_id), "").await?;
    count(tx, &inquiry, &reply).await?;
    if wechat == WechatState::Queued {
        let now = tx.now();
        jobs::enqueue(tx, deliver::DELIVER_REPLY, &id.to_string(), now, serde_json::json!({})).await?;
    }
    tx.audit(
        Entry::new("reply.approve", "inquiry", inquiry.id.0).of(reply.department_id).with("reply", id.to_string()),
    );
    store::find(tx, inquiry.id).await?.ok_or(ActError::NotFound)
}

/// Returns a reply to its author with a reason; the inquiry stays with the department.
///
/// # Errors
/// When it is not seen, not in review, the actor's own, or no reason is given.
pub async fn return_reply(tx: &mut TenantTx, actor: &Actor, id: ReplyId, reason: &str) -> Result<Inquiry, ActError> {
    check_words("reason", reason, 500)?;
    let (inquiry, reply, reviewer) = open(tx, actor, id).await?;
    let reason = mask::staff(reason.trim());
    replies::decide(tx, id, reviewer, ReplyState::Returned, Some(&reason), WechatState::None).await?;
    events::note(tx, inquiry.id, "reply_returned", Some(reply.department_id), &reason).await?;
    tx.audit(Entry::new("reply.return", "inquiry", inquiry.id.0).of(reply.department_id).with("reply", id.to_string()));
    store::find(tx, inquiry.id).await?.ok_or(ActError::NotFound)
}

/// Locks both, inquiry first as every act does, and asks whether the actor may decide.
async fn open(tx: &mut TenantTx, actor: &Actor, id: ReplyId) -> Result<(Inquiry, Reply, PersonId), ActError> {
    let inquiry = replies::inquiry_of(tx, id).await?.ok_or(ActError::NotFound)?;
    let inquiry = store::lock(tx, inquiry).await?.ok_or(ActError::NotFound)?;
    let reply = replies::lock(tx, id).await?.ok_or(ActError::NotFound)?;
    actor.require(Action::InquiryApproveReply, Scope::Department(reply.department_id))?;
    let reviewer = actor.person().ok_or(ActError::NoPerson)?;
    if reviewer == reply.author_id {
        return Err(ActError::OwnReply);
    }
    if reply.state != ReplyState::InReview || inquiry.state != State::Assigned {
        return Err(ActError::WrongState(inquiry.state));
    }
    Ok((inquiry, reply, reviewer))
}

/// The facts of an answer: the working days it took, and whether it was late.
async fn count(tx: &mut TenantTx, inquiry: &Inquiry, reply: &Reply) -> Result<(), ActError> {
    let now = tx.now();
    let used = clock::working_days(tx, inquiry.received_at, now).await?.value();
    let fact = Fact {
        kind: "inquiry.answered",
        account: inquiry.account_id,
        department: Some(reply.department_id),
        subject: inquiry.id.0,
        value: i64::from(used),
    };
    facts::record(tx, fact).await?;
    if inquiry.first_answer_due.is_some_and(|due| due < Clock::day_of(now)) {
        facts::record(tx, Fact { kind: "inquiry.answered_late", value: 1, ..fact }).await?;
    }
    Ok(())
}
