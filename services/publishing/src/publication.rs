//! 公开稿件: what the public reads of a release on our own channels. Each is a copy, made when the release goes live and never
//! changed: a correction takes its place, a withdrawal leaves its reason.

mod overseen;
mod publish;
mod store;
mod withdraw;

use content::block::Focus;
use content::{ArticleId, ColumnId, MediaId, RevisionId};
use platform::outbox::Event;
use platform::{CountyId, DepartmentId};
use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{PublicationId, ReleaseId};

pub use overseen::{Overseen, overseen};
pub use publish::{PublishError, publish};
pub use store::{Listing, find, list, topics, withdrawn_since};
pub use withdraw::withdraw;

/// Our own channels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum Medium {
    /// 网站
    Website,
    /// 客户端
    App,
}

impl Medium {
    /// The channel's word, as stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        content::Channel::from(self).as_str()
    }
}

impl From<Medium> for content::Channel {
    fn from(medium: Medium) -> Self {
        match medium {
            Medium::Website => Self::Website,
            Medium::App => Self::App,
        }
    }
}

/// A released piece without its body.
#[derive(Clone, Debug)]
pub struct Publication {
    /// Its id.
    pub id: PublicationId,
    /// The channel it is read on.
    pub medium: Medium,
    /// The release it came from.
    pub release: ReleaseId,
    /// The article: stable over corrections.
    pub article: ArticleId,
    /// The revision that was released.
    pub revision: RevisionId,
    /// Whose it is.
    pub department: DepartmentId,
    /// The department's name when it was released.
    pub department_name: String,
    /// Its column.
    pub column: Option<ColumnId>,
    /// Its topics.
    pub topics: Vec<String>,
    /// news, notice, policy, interpretation or clarification.
    pub kind: String,
    /// Whether it is an emergency.
    pub emergency: bool,
    /// Title.
    pub title: String,
    /// Summary.
    pub summary: String,
    /// Whom a reprint was taken from.
    pub source_name: Option<String>,
    /// Where a reprint was taken from.
    pub source_url: Option<String>,
    /// Who wrote a reprint.
    pub source_author: Option<String>,
    /// When a reprint was first out.
    pub source_published_at: Option<OffsetDateTime>,
    /// Under what leave a reprint is carried.
    pub source_licence: Option<String>,
    /// Its cover picture.
    pub cover: Option<MediaId>,
    /// What the cover shows.
    pub cover_alt: Option<String>,
    /// What of it must stay in sight where a frame cuts it.
    pub cover_focus: Option<Json<Focus>>,
    /// Digest of the approved revision.
    pub digest: Vec<u8>,
    /// When it went live.
    pub released_at: OffsetDateTime,
    /// When it was taken back.
    pub withdrawn_at: Option<OffsetDateTime>,
    /// The public reason for that.
    pub withdrawal_reason: Option<String>,
    /// What kind of withdrawal that was.
    pub withdrawal_kind: Option<String>,
    /// The article that says now what this one said.
    pub merged_into: Option<ArticleId>,
}

/// The name of an article for the world, the same in deliveries and feeds and over all versions.
#[must_use]
pub fn uri(article: ArticleId) -> String {
    format!("urn:uuid:{article}")
}

/// Where people read an article.
#[must_use]
pub fn address(site: &str, county: CountyId, article: ArticleId) -> String {
    format!("{site}/{county}/articles/{article}")
}

/// Where a public file is fetched, on our own site.
#[must_use]
pub fn media_path(county: CountyId, id: MediaId) -> String {
    format!("/media/{county}/{id}")
}

/// What rings when the public sees something else than before: kept answers end, subscriptions read again.
fn changed(release: Uuid, department: Option<DepartmentId>) -> Event {
    Event { kind: "publication.changed", subject: release, department, person: None }
}
