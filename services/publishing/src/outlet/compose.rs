//! Reads what ninjs documents are made of: for a delivery, and for a page of the pull feed.

use std::collections::HashMap;

use content::media::{self, Media, MediaId, MediaKind};
use content::revision::{self, Revision, RevisionId};
use content::variant::OnChannel;
use content::{Block, Channel, Origin, Sensitivity, render};
use platform::{CountyId, DepartmentId, Storage, TenantTx};
use tenancy::region;
use time::OffsetDateTime;

use super::language::language;
use super::ninjs::{Enclosure, Item, Status};
use crate::publication::{address, media_path};

/// A version of a piece to be told of.
#[derive(Clone, Debug)]
pub struct Telling {
    /// Which revision.
    pub revision: RevisionId,
    /// When it went live, or was taken back.
    pub at: OffsetDateTime,
    /// How it stands.
    pub standing: Standing,
}

/// How a piece stands.
#[derive(Clone, Debug)]
pub enum Standing {
    /// Released.
    New,
    /// Taken back, for this public reason.
    Withdrawn(String),
}

/// Reads the items of some versions in four statements, however many there are. A revision the caller does not see is left out.
///
/// # Errors
/// When the database fails.
pub async fn compose(tx: &mut TenantTx, site: &str, tellings: &[Telling]) -> Result<Vec<Item>, Storage> {
    let ids: Vec<RevisionId> = tellings.iter().map(|telling| telling.revision).collect();
    let mut revisions: HashMap<RevisionId, Revision> =
        revision::by_ids(tx, &ids).await?.into_iter().map(|revision| (revision.id, revision)).collect();
    let shown: Vec<MediaId> =
        revisions.values().flat_map(|revision| shown(&revision.on(Channel::Connector))).map(|(id, _)| id).collect();
    let files: HashMap<MediaId, Media> = if shown.is_empty() {
        HashMap::new()
    } else {
        media::by_ids(tx, &shown).await?.into_iter().map(|file| (file.id, file)).collect()
    };
    let departments: HashMap<DepartmentId, String> =
        region::departments(tx).await?.into_iter().map(|department| (department.id, department.name)).collect();
    let county = tx.county();
    let desk = Desk { site, county, files: &files, departments: &departments };
    Ok(tellings.iter().filter_map(|telling| Some(desk.item(revisions.remove(&telling.revision)?, telling))).collect())
}

/// What was read for a page of items.
struct Desk<'a> {
    site: &'a str,
    county: CountyId,
    files: &'a HashMap<MediaId, Media>,
    departments: &'a HashMap<DepartmentId, String>,
}

impl Desk<'_> {
    fn item(&self, revision: Revision, telling: &Telling) -> Item {
        let on = revision.on(Channel::Connector);
        let (title, summary) = (on.title.to_owned(), on.summary.to_owned());
        let media = shown(&on).into_iter().filter_map(|(id, title)| self.enclosure(id, title)).collect();
        let status = match &telling.standing {
            Standing::Withdrawn(reason) => Status::Canceled(reason.clone()),
            Standing::New => self.usable(&revision, &on),
        };
        let language = language(&format!("{title}{}", render::text(&on.blocks)));
        Item {
            original: revision.origin == Origin::Original,
            sensitive: revision.sensitivity == Sensitivity::Sensitive,
            column: revision.column,
            department_id: revision.department,
            language,
            article: revision.article,
            version: revision.number,
            first_created: created(&revision),
            version_created: telling.at,
            department: self.departments.get(&revision.department).cloned().unwrap_or_default(),
            page: address(self.site, self.county, revision.article),
            source: revision.source_name.map(|name| (name, revision.source_url)),
            digest: revision.digest.to_string(),
            kind: revision.kind.as_str().to_owned(),
            title,
            summary,
            emergency: revision.emergency,
            ai: revision.ai,
            topics: revision.topics,
            status,
            media,
        }
    }

    /// The text as outlets are handed it.
    fn usable(&self, revision: &Revision, on: &OnChannel<'_>) -> Status {
        let blocks = &on.blocks;
        let html = render::website(blocks, &|id| self.files.contains_key(&id).then(|| self.href(id)));
        let (label, words) = match revision.ai.label() {
            Some(label) => (render::notice(label), format!("\n\n{label}")),
            None => (String::new(), String::new()),
        };
        Status::Usable {
            html: format!("{html}{label}"),
            text: format!("{}{words}", render::text(blocks)),
            correction: revision.correction.clone(),
            replaces: false,
        }
    }

    fn enclosure(&self, id: MediaId, title: String) -> Option<Enclosure> {
        let file = self.files.get(&id)?;
        let kind = match file.kind {
            MediaKind::Image => "picture",
            MediaKind::Audio => "audio",
            MediaKind::Video => "video",
            MediaKind::Document => "text",
        };
        let title = if title.is_empty() { file.alt.clone() } else { title };
        Some(Enclosure { id, kind, title, href: self.href(id), mime: file.mime.clone(), bytes: file.bytes })
    }

    fn href(&self, id: MediaId) -> String {
        format!("{}{}", self.site, media_path(self.county, id))
    }
}

/// The media of a piece, each once: the cover first, then as the text shows them, with what the text calls them.
fn shown(on: &OnChannel<'_>) -> Vec<(MediaId, String)> {
    let mut shown: Vec<(MediaId, String)> = on.cover.map(|cover| (cover, String::new())).into_iter().collect();
    for file in on.blocks.iter().flat_map(Block::shows) {
        if shown.iter().all(|(known, _)| *known != file.id) {
            shown.push((file.id, file.title.to_owned()));
        }
    }
    shown
}

/// When the article was begun: its id says so.
fn created(revision: &Revision) -> OffsetDateTime {
    let begun = revision.article.0.get_timestamp().map(|timestamp| timestamp.to_unix());
    let at = begun.and_then(|(seconds, _)| OffsetDateTime::from_unix_timestamp(i64::try_from(seconds).ok()?).ok());
    at.unwrap_or(revision.submitted_at)
}
