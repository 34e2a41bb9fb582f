//! What the plan and submissions put on someone's desk.

use content::plan::{self, Due};
use content::submission::{self, Submission, SubmissionState};
use platform::TenantTx;
use tenancy::Actor;

use crate::api_error::ApiResult;
use crate::console::work::{WorkItem, WorkKind};

/// The longest list of one kind.
const LIMIT: i64 = 50;

/// Assignments to write and to look after, submissions to decide and to answer.
pub(in crate::console) async fn work(tx: &mut TenantTx, actor: &Actor) -> ApiResult<Vec<WorkItem>> {
    let now = tx.now();
    let item = |kind: WorkKind, due: Due| WorkItem {
        step: None,
        kind,
        subject: due.assignment.item.0,
        note: due.assignment.note.clone(),
        department: Some(due.assignment.department),
        due_at: Some(due.assignment.due_at),
        overdue: due.assignment.is_late(now),
        since: due.assignment.created_at,
        title: due.theme,
    };
    let own = plan::due(tx, actor, LIMIT).await?;
    let mut looked_after = plan::for_desk(tx, actor, LIMIT).await?;
    // What the desk is to write itself is not shown twice.
    looked_after.retain(|due| own.iter().all(|mine| mine.assignment.id != due.assignment.id));
    let mut items: Vec<WorkItem> = own.into_iter().map(|due| item(WorkKind::Assignment, due)).collect();
    items.extend(looked_after.into_iter().map(|due| item(WorkKind::AssignmentDue, due)));
    items.extend(submission::waiting(tx, actor, LIMIT).await?.into_iter().map(submitted));
    Ok(items)
}

fn submitted(row: Submission) -> WorkItem {
    let asked = row.state == SubmissionState::Asked;
    WorkItem {
        step: None,
        kind: if asked { WorkKind::SubmissionQuestion } else { WorkKind::Submission },
        subject: row.id.0,
        title: row.title,
        note: if asked { row.reason } else { row.number },
        department: Some(row.department),
        due_at: None,
        overdue: false,
        since: row.state_at,
    }
}
