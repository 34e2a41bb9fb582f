//! 检查结果: what the automatic checks found in a submitted revision, fixed at its submission and looked at again before it goes
//! out (C16, C27). A person may let a finding stand, with a reason and their name; a block that nobody let stand stops the piece.

mod accept;
mod fix;
mod hits;
mod recheck;
mod stopped;
pub(crate) mod store;

use content::RevisionId;
use content::word_list::Held;
use platform::{DepartmentId, PersonId, Storage, TenantTx};
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use crate::{Finding, Severity};

pub use accept::{AcceptError, accept};
pub use fix::{Accepted, FixError, fix};
pub use hits::{HitsError, WordHits, hits};
pub use recheck::{Again, recheck};
pub use stopped::{Stopped, stopped};
pub use store::{find, standing};

platform::id_type! {
    /// A finding that was fixed.
    FindingId
}
platform::id_type! {
    /// One run of the checks over a revision.
    RunId
}

/// When the checks were run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// At the submission.
    Submission,
    /// Before it went out.
    Release,
}

impl Stage {
    /// As stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Submission => "submission",
            Self::Release => "release",
        }
    }
}

/// One run.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Run {
    pub id: RunId,
    pub revision: RevisionId,
    pub article: content::ArticleId,
    pub department: DepartmentId,
    pub stage: Stage,
    /// The lists that were asked, at their versions.
    pub lists: Vec<Held>,
    /// False where a newer list was not ready.
    pub lists_current: bool,
    pub day: Date,
    pub ran_at: OffsetDateTime,
    /// In the order of the text.
    pub findings: Vec<Fixed>,
}

/// One finding of a run.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Fixed {
    /// None where the piece was submitted before findings were kept.
    pub id: Option<FindingId>,
    pub revision: RevisionId,
    pub seen: Seen,
}

/// A finding as a person saw it, with what was decided on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// What was found.
    #[serde(flatten)]
    pub finding: Finding,
    /// Who let it stand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Acceptance>,
}

/// A person's word that a finding may stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Acceptance {
    pub by: PersonId,
    /// Their name, as it was then.
    pub name: String,
    pub reason: String,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

impl Seen {
    /// Nobody has spoken of it.
    #[must_use]
    pub fn new(finding: Finding) -> Self {
        Self { finding, accepted: None }
    }

    /// Whether it stops the piece: it blocks, and nobody let it stand.
    #[must_use]
    pub fn stops(&self) -> bool {
        self.finding.severity == Severity::Block && self.accepted.is_none()
    }
}

impl std::ops::Deref for Seen {
    type Target = Finding;
    fn deref(&self) -> &Finding {
        &self.finding
    }
}

/// What stands found in a revision: its latest run, or for one submitted before runs were kept, what the own list finds.
///
/// # Errors
/// When the database fails.
pub async fn of_revision(tx: &mut TenantTx, revision: &content::Revision) -> Result<Vec<Fixed>, Storage> {
    let run = standing(tx, &[revision.id]).await?.pop();
    Ok(run.map_or_else(|| unfixed(revision), |run| run.findings))
}

/// What the own list finds in a revision that had no run.
#[must_use]
pub fn unfixed(revision: &content::Revision) -> Vec<Fixed> {
    let found = crate::findings_in(revision).into_iter();
    found.map(|finding| Fixed { id: None, revision: revision.id, seen: Seen::new(finding) }).collect()
}
