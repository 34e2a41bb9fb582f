//! Look at what is live, as its readers get it: our own site by its feed, WeChat by its own word on the article, and what neither tells
//! by the page at its address.

use content::revision;
use platform::jobs::{Failure, Job};
use platform::{CountyId, TenantTx};
use serde_json::Value;

use super::page::{self, Unread};
use super::poll::settings;
use super::{Publisher, again, finish, target_of};
use crate::account::{self, Channel, Credentials};
use crate::outlet::{Standing, Telling, compose, document};
use crate::publication::Medium;
use crate::quota::{self, Budget, Kind};
use crate::release::read_back::{self, Difference, Text, Verdict};
use crate::release::schedule::next_midnight;
use crate::release::target::{self, Held};
use crate::release::{TargetState, Way};
use crate::wechat::page::Page;

/// What the platform shows in the place of an article that is not there any more.
const REMOVED: [&str; 2] = ["该内容已被发布者删除", "此内容因违规无法查看"];

/// What stands there.
enum Seen {
    Text(Text),
    /// A whole page, with the platform's own words around the piece.
    Page(Text),
    Gone,
    Nothing,
}

pub(super) async fn run(publisher: &Publisher, job: &Job) -> Result<(), Failure> {
    let mut tx = publisher.begin(job.county).await?;
    let Some(held) = target::hold(&mut tx, target_of(job)?).await? else { return finish(tx, job).await };
    if held.target.state != TargetState::Live {
        return finish(tx, job).await;
    }
    let Some(approved) = approved(publisher, &mut tx, &held).await? else { return finish(tx, job).await };
    let seen = match held.target.channel {
        Channel::Website | Channel::App => {
            tx.commit().await?;
            on_our_own(publisher, job.county, &held).await
        }
        // What was pushed to followers is in no list that the platform answers from, nor is what a person published.
        Channel::Wechat if held.target.way == Way::Publish && held.article_id.is_some() => {
            let allowed = settings(&mut tx, &held).await?.lists_per_day;
            let budget = Budget::at(held.target.account, Kind::Read, tx.now());
            if !quota::spend(&mut tx, budget, allowed).await? {
                let midnight = next_midnight(tx.now());
                return again(tx, job, midnight).await;
            }
            let credentials = account::credentials(&mut tx, &publisher.vault, held.target.account)
                .await
                .map_err(|error| Failure::of(&error))?;
            tx.commit().await?;
            on_wechat(publisher, &credentials, &held).await
        }
        Channel::Wechat | Channel::Connector => {
            let Some(address) = held.target.external_url.clone() else { return finish(tx, job).await };
            tx.commit().await?;
            at_its_address(publisher, &address).await
        }
    };
    kept(publisher, job, &held, &approved, seen).await
}

async fn kept(publisher: &Publisher, job: &Job, held: &Held, approved: &Text, seen: Seen) -> Result<(), Failure> {
    let mut tx = publisher.begin(job.county).await?;
    let Some(held) = target::hold(&mut tx, held.target.id).await? else { return finish(tx, job).await };
    // Taken back or replaced while we looked: what stood there meanwhile says nothing.
    if held.target.state != TargetState::Live || held.release.withdrawn_at.is_some() {
        return finish(tx, job).await;
    }
    let (verdict, differences) = match seen {
        Seen::Nothing => (Verdict::Unreachable, Vec::new()),
        Seen::Gone => (Verdict::Gone, Vec::new()),
        Seen::Text(live) => verdict(read_back::differences(approved, &live)),
        // A page that shows nothing of it may show it to a browser alone.
        Seen::Page(page) => read_back::missing(approved, &page).map_or((Verdict::Unreachable, Vec::new()), verdict),
    };
    match read_back::keep(&mut tx, &held, verdict, differences).await? {
        Some(next) => again(tx, job, next).await,
        None => finish(tx, job).await,
    }
}

fn verdict(differences: Vec<Difference>) -> (Verdict, Vec<Difference>) {
    (if differences.is_empty() { Verdict::Same } else { Verdict::Different }, differences)
}

/// The approved revision, as the channel shows it.
async fn approved(publisher: &Publisher, tx: &mut TenantTx, held: &Held) -> Result<Option<Text>, Failure> {
    if held.target.channel == Channel::Wechat {
        let Some(revision) = revision::by_ids(tx, &[held.target.revision]).await?.pop() else { return Ok(None) };
        let page = Page::read(tx, revision).await?;
        let uploads = held.uploads.clone();
        let article =
            page.article(held.target.id, String::new(), &|id| uploads.get(&id.to_string()).cloned(), String::new());
        return Ok(Some(Text::html(&article.title, &article.content)));
    }
    let telling = Telling { revision: held.target.revision, at: tx.now(), standing: Standing::New };
    let items = compose(tx, &publisher.public_url, &[telling]).await?;
    Ok(items.first().map(document).as_ref().and_then(text_of))
}

/// The piece in our own feed, as anyone gets it.
async fn on_our_own(publisher: &Publisher, county: CountyId, held: &Held) -> Seen {
    let medium = if held.target.channel == Channel::App { Medium::App } else { Medium::Website };
    let article = held.release.article;
    let address =
        format!("{}/feeds/{county}/ninjs.json?piece={article}&medium={}", publisher.public_url, medium.as_str());
    let Ok((client, url)) = publisher.outbound.to(&address) else { return Seen::Nothing };
    let answer = match client.get(url).send().await {
        Ok(answer) if answer.status().is_success() => answer.json::<Value>().await,
        _ => return Seen::Nothing,
    };
    let Ok(feed) = answer else { return Seen::Nothing };
    match feed.pointer("/items/0") {
        Some(item) => text_of(item).map_or(Seen::Nothing, Seen::Text),
        None => Seen::Gone,
    }
}

fn text_of(item: &Value) -> Option<Text> {
    let title = item.pointer("/headlines/0/value").and_then(Value::as_str)?;
    let bodies = item.get("bodies").and_then(Value::as_array)?;
    let plain = bodies.iter().find(|body| body.get("contentType").and_then(Value::as_str) == Some("text/plain"))?;
    Some(Text::plain(title, plain.get("value").and_then(Value::as_str)?))
}

/// The article, by the platform's own word.
async fn on_wechat(publisher: &Publisher, credentials: &Credentials, held: &Held) -> Seen {
    let Some(article) = &held.article_id else { return Seen::Nothing };
    let place = usize::try_from(held.target.place).unwrap_or_default();
    match publisher.wechat.article(credentials, article, place).await {
        Ok(Some(item)) if !item.deleted => Seen::Text(Text::html(&item.title, &item.content)),
        Ok(_) => Seen::Gone,
        Err(error) => {
            tracing::warn!(target.id = %held.target.id, %error, "read an article back");
            Seen::Nothing
        }
    }
}

/// The page that the public opens.
async fn at_its_address(publisher: &Publisher, address: &str) -> Seen {
    match page::read(&publisher.outbound, address).await {
        Ok(page) if REMOVED.iter().any(|words| page.contains(words)) => Seen::Gone,
        Ok(page) => Seen::Page(Text::html("", &page)),
        Err(Unread::Status(404 | 410)) => Seen::Gone,
        Err(_) => Seen::Nothing,
    }
}
