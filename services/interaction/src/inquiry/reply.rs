//! 答复: written in the department, reviewed by another, then given to the citizen.

pub(crate) mod store;

use platform::audit::Entry;
use platform::mask;
use platform::{DepartmentId, PersonId, TenantTx, id_type};
use tenancy::{Action, Actor};
use time::OffsetDateTime;

use super::{ActError, Inquiry, InquiryId, State, check_words, events, words};

id_type! {
    /// A reply to an inquiry.
    ReplyId
}

words! {
    /// Where a reply stands.
    ReplyState {
        /// 审核中.
        InReview = "in_review",
        /// 已退回.
        Returned = "returned",
        /// 已通过: on the query page.
        Approved = "approved",
        /// 已送达.
        Delivered = "delivered",
    }
}
words! {
    /// What became of it in WeChat.
    WechatState {
        /// Not meant for WeChat.
        None = "none",
        /// 待发.
        Queued = "queued",
        /// 已发.
        Sent = "sent",
        /// 超出客服消息时限: the query page alone.
        WindowClosed = "window_closed",
        /// WeChat refused it.
        Failed = "failed",
        /// 待核实: the answer was lost, and it is not sent again.
        Unconfirmed = "unconfirmed",
    }
}

/// A reply as the staff sees it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each field is the column of its name, told in the schema")]
pub struct Reply {
    pub id: ReplyId,
    pub inquiry_id: InquiryId,
    pub department_id: DepartmentId,
    pub author_id: PersonId,
    pub reviewer_id: Option<PersonId>,
    pub body: String,
    pub state: ReplyState,
    pub return_reason: Option<String>,
    pub written_at: OffsetDateTime,
    pub reviewed_at: Option<OffsetDateTime>,
    pub wechat_state: WechatState,
}

impl Reply {
    /// True when the actor may review it now.
    #[must_use]
    pub fn may_review(&self, actor: &Actor) -> bool {
        self.state == ReplyState::InReview
            && actor.person() != Some(self.author_id)
            && actor.may(Action::InquiryApproveReply, tenancy::Scope::Department(self.department_id))
    }
}

/// Writes a reply; it goes to review and nowhere else.
///
/// # Errors
/// When the inquiry is not seen, not assigned, moved on, or a reply is in review already.
pub async fn reply(
    tx: &mut TenantTx,
    actor: &Actor,
    id: InquiryId,
    version: i32,
    body: &str,
) -> Result<Inquiry, ActError> {
    check_words("body", body, 3000)?;
    let inquiry = super::store::lock(tx, id).await?.ok_or(ActError::NotFound)?;
    actor.require(Action::InquiryReply, inquiry.scope())?;
    inquiry.ensure(inquiry.state == State::Assigned, version)?;
    let (Some(author), Some(department)) = (actor.person(), inquiry.department_id) else {
        return Err(ActError::NoPerson);
    };
    store::insert(tx, id, department, author, &mask::staff(body.trim())).await.map_err(|error| {
        match error.constraint() {
            Some("reply_in_review_key") => ActError::ReplyInReview,
            _ => ActError::Storage(error),
        }
    })?;
    events::note(tx, id, "reply_written", Some(department), "").await?;
    tx.audit(Entry::new("reply.write", "inquiry", id.0).of(department));
    super::store::find(tx, id).await?.ok_or(ActError::NotFound)
}

/// Refuses to move an inquiry away under a reply that waits for review.
pub(super) async fn refuse_in_review(tx: &mut TenantTx, id: InquiryId) -> Result<(), ActError> {
    let waits = store::of(tx, &[id]).await?.iter().any(|reply| reply.state == ReplyState::InReview);
    if waits { Err(ActError::ReplyInReview) } else { Ok(()) }
}

/// The replies to inquiries the caller sees, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn replies(tx: &mut TenantTx, inquiries: &[InquiryId]) -> Result<Vec<Reply>, platform::Storage> {
    store::of(tx, inquiries).await
}
