//! What a program is told, as `schema/events/connector-message.json` says it: the approved piece for one account, and later that it is
//! to be taken down, or the question how it stands. Always written from the same rows, so every attempt has the same body.

use content::Channel;
use content::block::Block;
use content::media::{self, Media, MediaId, MediaKind};
use content::render;
use content::revision::{self, Revision};
use content::variant::OnChannel;
use platform::jobs::Failure;
use platform::secrets::Vault;
use platform::{CountyId, Storage, TenantTx};
use serde_json::{Value, json};
use tenancy::region;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::picture::PictureLink;
use super::result_at;
use super::store::Line;
use crate::account::Account;
use crate::publication;
use crate::release::target::{self, Held};
use crate::{ConnectorId, TargetId};

/// What every message says of itself.
pub(crate) struct About<'a> {
    pub(crate) county: CountyId,
    pub(crate) site: &'a str,
    pub(crate) line: &'a Line,
    pub(crate) account: &'a Account,
    pub(crate) handle: &'a str,
    pub(crate) target: TargetId,
}

impl About<'_> {
    fn said(&self, kind: &str, rest: Value) -> String {
        let mut body = json!({
            "type": kind,
            "county": self.county,
            "target": self.target,
            "account": { "handle": self.handle, "name": self.account.name },
            "resultAt": result_at(self.site, self.county, self.line.connector),
        });
        if let (Value::Object(body), Value::Object(rest)) = (&mut body, rest) {
            body.extend(rest);
        }
        body.to_string()
    }
}

/// Publish this: the piece whole, until when it may go out, and what it takes the place of.
pub(crate) async fn publish(
    tx: &mut TenantTx,
    vault: &Vault,
    about: &About<'_>,
    held: &Held,
    late_after: OffsetDateTime,
) -> Result<String, Failure> {
    let revision = revision::by_ids(tx, &[held.target.revision]).await?.pop();
    let revision = revision.ok_or_else(|| Failure("the revision is gone".to_owned()))?;
    let replaces: Vec<Value> = standing(tx, held).await?;
    let piece = piece(tx, vault, about, held, &revision).await?;
    Ok(about.said("release.publish", json!({ "piece": piece, "notAfter": text(late_after), "replaces": replaces })))
}

/// Take this down.
pub(crate) fn withdraw(about: &About<'_>, held: &Held) -> String {
    let reason = held.release.withdrawal_reason.as_deref();
    let rest = json!({
        "url": held.target.external_url,
        "id": held.article_id,
        "cause": if reason.is_some() { "withdrawn" } else { "corrected" },
        "reason": reason.unwrap_or(crate::release::BY_CORRECTION),
    });
    about.said("release.withdraw", rest)
}

/// How does this stand?
pub(crate) fn ask(about: &About<'_>) -> String {
    about.said("release.ask", json!({}))
}

/// Is anyone there?
pub(crate) fn ping(county: CountyId, site: &str, connector: ConnectorId, at: OffsetDateTime) -> String {
    let result_at = result_at(site, county, connector);
    json!({ "type": "ping", "county": county, "at": text(at), "resultAt": result_at }).to_string()
}

/// What stands on the account of earlier versions.
async fn standing(tx: &mut TenantTx, held: &Held) -> Result<Vec<Value>, Storage> {
    let mut standing = Vec::new();
    for id in target::earlier(tx, held).await? {
        if let Some(earlier) = target::outside(tx, id).await? {
            standing.push(json!({ "target": id, "url": earlier.url, "id": earlier.external }));
        }
    }
    Ok(standing)
}

async fn piece(
    tx: &mut TenantTx,
    vault: &Vault,
    about: &About<'_>,
    held: &Held,
    revision: &Revision,
) -> Result<Value, Storage> {
    let on = revision.on(Channel::Connector);
    let files = files(tx, &on).await?;
    let link =
        |id| PictureLink::of(about.county, about.target, id, held.target.scheduled_at).address(vault, about.site);
    let known = |id: MediaId| files.iter().any(|(file, _)| file.id == id).then(|| link(id));
    let departments = region::departments(tx).await?;
    let department = departments.into_iter().find(|department| department.id == revision.department);
    let label = revision.ai.label();
    let html = render::website(&on.blocks, &known);
    let words = render::text(&on.blocks);
    Ok(json!({
        "article": revision.article,
        "revision": revision.number,
        "digest": revision.digest.to_string(),
        "title": on.title,
        "summary": on.summary,
        "html": format!("{html}{}", label.map(render::notice).unwrap_or_default()),
        "text": label.map_or_else(|| words.clone(), |label| format!("{words}\n\n{label}")),
        "correction": revision.correction,
        "kind": revision.kind.as_str(),
        "emergency": revision.emergency,
        "topics": revision.topics,
        "department": department.map(|department| department.name),
        "source": revision.source_name,
        "sourceUrl": revision.source_url,
        "page": publication::address(about.site, about.county, revision.article),
        "cover": on.cover.and_then(known),
        "files": files.iter().map(|(file, title)| told(file, title, &link(file.id))).collect::<Vec<_>>(),
    }))
}

fn told(file: &Media, title: &str, href: &str) -> Value {
    let kind = match file.kind {
        MediaKind::Image => "picture",
        MediaKind::Audio => "audio",
        MediaKind::Video => "video",
        MediaKind::Document => "document",
    };
    json!({
        "kind": kind,
        "href": href,
        "title": if title.is_empty() { file.alt.as_str() } else { title },
        "mime": file.mime,
        "bytes": file.bytes,
        "sha256": file.sha256.map(|digest| digest.to_string()),
    })
}

/// The files of a piece in the order it shows them, each once, with what the text calls them; the cover first.
async fn files(tx: &mut TenantTx, on: &OnChannel<'_>) -> Result<Vec<(Media, String)>, Storage> {
    let mut shown: Vec<(MediaId, String)> = on.cover.map(|cover| (cover, String::new())).into_iter().collect();
    for file in on.blocks.iter().flat_map(Block::shows) {
        if shown.iter().all(|(known, _)| *known != file.id) {
            shown.push((file.id, file.title.to_owned()));
        }
    }
    if shown.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<MediaId> = shown.iter().map(|(id, _)| *id).collect();
    let files = media::by_ids(tx, &ids).await?;
    let file = |(id, title): (MediaId, String)| Some((files.iter().find(|file| file.id == id)?.clone(), title));
    Ok(shown.into_iter().filter_map(file).collect())
}

fn text(at: OffsetDateTime) -> String {
    at.replace_nanosecond(0).unwrap_or(at).format(&Rfc3339).unwrap_or_default()
}
