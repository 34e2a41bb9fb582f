//! 查询: what the holder of a query code sees, and that they saw it.

use platform::audit::Entry;
use platform::{DepartmentId, Storage, TenantTx};
use time::OffsetDateTime;

use super::reply::{self, ReplyState};
use super::{ActError, Inquiry, InquiryId, QueryCode, State, events, store};

/// An inquiry as its citizen sees it.
#[derive(Clone, Debug)]
pub struct Progress {
    /// Masked, like everywhere.
    pub inquiry: Inquiry,
    /// What passed review.
    pub replies: Vec<PublicReply>,
}

/// An approved reply.
#[derive(Clone, Debug)]
pub struct PublicReply {
    /// The words.
    pub body: String,
    /// Who answers.
    pub department: DepartmentId,
    /// When it passed review.
    pub at: OffsetDateTime,
}

/// The inquiry of a code. The transaction's caller is the public holding that code; any other sees none.
///
/// # Errors
/// When the database fails.
pub async fn by_code(tx: &mut TenantTx, code: &QueryCode) -> Result<Option<Progress>, Storage> {
    let Some(inquiry) = store::by_code(tx, code.as_str()).await? else { return Ok(None) };
    let replies = reply::replies(tx, &[inquiry.id])
        .await?
        .into_iter()
        .filter(|reply| matches!(reply.state, ReplyState::Approved | ReplyState::Delivered))
        .map(|reply| PublicReply {
            body: reply.body,
            department: reply.department_id,
            at: reply.reviewed_at.unwrap_or(reply.written_at),
        })
        .collect();
    Ok(Some(Progress { inquiry, replies }))
}

/// Notes that the citizen read the answer on the query page: an answered inquiry is then delivered. By the platform, after
/// `by_code` showed an answer; a repeat changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn note_read(tx: &mut TenantTx, id: InquiryId) -> Result<(), ActError> {
    let inquiry = store::lock(tx, id).await?.ok_or(ActError::NotFound)?;
    if inquiry.state == State::Answered {
        delivered(tx, &inquiry, "query_page").await?;
    }
    Ok(())
}

/// Marks an inquiry and its replies delivered.
pub(crate) async fn delivered(tx: &mut TenantTx, inquiry: &Inquiry, by: &'static str) -> Result<(), Storage> {
    store::advance(tx, inquiry.id, State::Delivered).await?;
    reply::store::set_delivered(tx, inquiry.id).await?;
    events::note(tx, inquiry.id, "delivered", inquiry.department_id, by).await?;
    tx.audit(Entry::new("inquiry.deliver", "inquiry", inquiry.id.0).with("by", by));
    Ok(())
}
