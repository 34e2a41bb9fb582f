//! Send a feed that changed to who subscribed to it, whole, with its type, its links and a signature.

use std::fmt::Write as _;

use content::Digest;
use platform::audit::Entry;
use platform::jobs::{self, Failure, Job};
use platform::{Caller, Path};
use ring::hmac;
use serde_json::json;
use uuid::Uuid;

use super::store::Subscription;
use super::{Hub, ROBOT, feed_of, place, store};
use crate::feed::{hub_address, site_feed};
use crate::outlet::Format;

/// Looks which subscribers there are; its key is the county.
pub(super) const DISTRIBUTE: &str = "hub.distribute";
/// Tells one subscriber; its key is the subscription.
pub(super) const JOB: &str = "hub.deliver";

/// Attempts after which a subscription that cannot be told is ended.
const ATTEMPTS: i32 = 8;

/// One job a subscriber whose lease holds; those whose lease ended are forgotten.
pub(super) async fn distribute(hub: &Hub, job: &Job) -> Result<(), Failure> {
    let mut tx = hub.database.begin(&Caller::system(job.county, ROBOT, Path::Worker)).await?;
    store::forget_ended(&mut tx).await?;
    let now = tx.now();
    for id in store::all(&mut tx).await? {
        jobs::enqueue(&mut tx, JOB, &id.to_string(), now, json!({})).await?;
    }
    if jobs::finish(&mut tx, job).await? {
        tx.commit().await?;
    }
    Ok(())
}

/// What came of telling a subscriber.
enum Told {
    /// It has it, or had it.
    Done(Option<Digest>),
    /// It wants no more (410), or has failed too often.
    Ended(&'static str),
    /// Again later.
    Failed(String),
}

pub(super) async fn run(hub: &Hub, job: &Job) -> Result<(), Failure> {
    let caller = Caller::system(job.county, ROBOT, Path::Worker);
    let id: Uuid = job.key.parse().map_err(|_| Failure("the key names no subscription".to_owned()))?;
    let mut tx = hub.database.begin_read(&caller).await?;
    let (subscription, now) = (store::subscription(&mut tx, id).await?, tx.now());
    drop(tx);
    let told = match subscription.filter(|subscription| now < subscription.lease_until) {
        Some(subscription) => tell(hub, job, &subscription).await?,
        None => Told::Done(None),
    };
    let told = match told {
        Told::Failed(_) if ATTEMPTS <= job.attempts => Told::Ended("failing"),
        other => other,
    };
    let mut tx = hub.database.begin(&caller).await?;
    match told {
        Told::Done(None) => {}
        Told::Done(Some(digest)) => store::note_sent(&mut tx, id, &digest.0).await?,
        Told::Ended(why) => {
            store::remove(&mut tx, id).await?;
            tx.audit(Entry::new("hub.end", "hub_subscription", id).with("why", why));
        }
        Told::Failed(why) => return Err(Failure(why)),
    }
    if jobs::finish(&mut tx, job).await? {
        tx.commit().await?;
    }
    Ok(())
}

/// Reads the feed as the public does, and posts it if it is not what the subscriber has.
async fn tell(hub: &Hub, job: &Job, subscription: &Subscription) -> Result<Told, Failure> {
    let Some((file, asked)) = feed_of(&hub.site, job.county, &subscription.topic) else {
        return Ok(Told::Ended("no such feed"));
    };
    let mut tx = hub.database.begin_read(&Caller::public(job.county)).await?;
    let feed = site_feed(&mut tx, &hub.site, file, &asked, Format::Ninjs31).await?;
    drop(tx);
    let Some(feed) = feed else { return Ok(Told::Ended("no such feed")) };
    let digest = Digest::of(feed.body.as_bytes());
    if subscription.sent_digest.as_deref() == Some(digest.0.as_slice()) {
        return Ok(Told::Done(None));
    }
    let (client, url) = match hub.outbound.to(&subscription.callback) {
        Ok(checked) => checked,
        Err(error) => return Ok(Told::Failed(error.to_string())),
    };
    let links =
        format!("<{}>; rel=\"hub\", <{}>; rel=\"self\"", hub_address(&hub.site, job.county), subscription.topic);
    let mut request = client.post(url).header("content-type", file.mime()).header("link", links);
    if let Some(sealed) = &subscription.secret {
        let secret = hub.vault.open(&place(job.county, &subscription.callback), sealed);
        let secret = secret.map_err(|error| Failure::of(&error))?;
        request = request.header("x-hub-signature", signature(&secret, feed.body.as_bytes()));
    }
    Ok(match request.body(feed.body).send().await {
        Ok(answer) if answer.status().is_success() => Told::Done(Some(digest)),
        Ok(answer) if answer.status().as_u16() == 410 => Told::Ended("gone"),
        Ok(answer) => Told::Failed(format!("answered {}", answer.status())),
        Err(error) => Told::Failed(Failure::of(&error.without_url()).0),
    })
}

fn signature(secret: &[u8], body: &[u8]) -> String {
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), body);
    tag.as_ref().iter().fold("sha256=".to_owned(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::signature;

    #[test]
    fn a_signature_is_the_one_that_rfc_4231_gives() {
        let known = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(signature(b"Jefe", b"what do ya want for nothing?"), known);
    }
}
