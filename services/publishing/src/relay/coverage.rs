//! 转载情况: how far each account is, and how it stands against its time.

use std::collections::HashMap;

use content::{ArticleId, ArticleState, article};
use platform::{Storage, TenantTx};
use time::OffsetDateTime;

use super::{Copy, Mark, store};
use crate::RelayId;

/// How far an account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nobody has taken it up.
    Waiting,
    /// It is a draft of the department.
    Drafted,
    /// The draft is before its reviewers.
    InReview,
    /// It may be released.
    Approved,
    /// It is out.
    Released,
    /// It was declined.
    Declined,
}

/// An account's part of a task, with how far it is.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The part.
    pub copy: Copy,
    /// How far.
    pub stage: Stage,
    /// Against its time.
    pub mark: Mark,
}

/// How many accounts stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the stage or the mark of its name")]
pub struct Counts {
    pub total: i32,
    pub waiting: i32,
    pub drafted: i32,
    pub in_review: i32,
    pub approved: i32,
    pub in_time: i32,
    pub late: i32,
    pub missing: i32,
    pub declined: i32,
}

impl Counts {
    /// Of one task.
    #[must_use]
    pub fn of(standings: &[Standing]) -> Self {
        let stage = |stage| number(standings.iter().filter(|standing| standing.stage == stage).count());
        let mark = |mark| number(standings.iter().filter(|standing| standing.mark == mark).count());
        Self {
            total: number(standings.len()),
            waiting: stage(Stage::Waiting),
            drafted: stage(Stage::Drafted),
            in_review: stage(Stage::InReview),
            approved: stage(Stage::Approved),
            in_time: mark(Mark::InTime),
            late: mark(Mark::Late),
            missing: mark(Mark::Missing),
            declined: mark(Mark::Declined),
        }
    }
}

fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// The parts of these tasks that the caller sees, by department and account: of a department's people its own, of the county's desk all.
///
/// # Errors
/// When the database fails.
pub async fn coverage(tx: &mut TenantTx, tasks: &[RelayId]) -> Result<Vec<Standing>, Storage> {
    let copies = store::copy::of_tasks(tx, tasks).await?;
    let mut ids: Vec<ArticleId> = copies.iter().filter_map(|copy| copy.article).collect();
    ids.sort_unstable();
    ids.dedup();
    let pieces = if ids.is_empty() { Vec::new() } else { article::by_ids(tx, &ids).await? };
    let states: HashMap<ArticleId, ArticleState> = pieces.into_iter().map(|piece| (piece.id, piece.state)).collect();
    let now = tx.now();
    Ok(copies.into_iter().map(|copy| standing(copy, &states, now)).collect())
}

fn standing(copy: Copy, states: &HashMap<ArticleId, ArticleState>, now: OffsetDateTime) -> Standing {
    let state = copy.article.and_then(|id| states.get(&id).copied());
    let stage = match (copy.live_at, copy.declined_at) {
        (Some(_), _) => Stage::Released,
        (None, Some(_)) => Stage::Declined,
        (None, None) => match state {
            None if copy.article.is_none() => Stage::Waiting,
            None | Some(ArticleState::Draft) => Stage::Drafted,
            Some(ArticleState::InReview) => Stage::InReview,
            Some(ArticleState::Approved | ArticleState::Released | ArticleState::Withdrawn) => Stage::Approved,
        },
    };
    let mark = copy.mark(now);
    Standing { copy, stage, mark }
}
