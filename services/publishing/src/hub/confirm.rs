//! Ask a callback whether it meant it: a random challenge, which it must answer with.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use platform::audit::Entry;
use platform::jobs::{self, Failure, Job};
use platform::{Caller, Path};
use uuid::Uuid;

use super::store::Request;
use super::{ANSWER_BYTES, Hub, Mode, ROBOT, deliver, store};

/// The kind of the job; its key is the request.
pub(super) const JOB: &str = "hub.confirm";

/// One turn: a callback that does not confirm is asked no more, as the specification has it.
pub(super) async fn run(hub: &Hub, job: &Job) -> Result<(), Failure> {
    let caller = Caller::system(job.county, ROBOT, Path::Worker);
    let id: Uuid = job.key.parse().map_err(|_| Failure("the key names no request".to_owned()))?;
    let mut tx = hub.database.begin_read(&caller).await?;
    let request = store::request(&mut tx, id).await?;
    drop(tx);
    let confirmed = match &request {
        Some(request) => confirms(hub, request).await?,
        None => false,
    };
    let mut tx = hub.database.begin(&caller).await?;
    if let Some(request) = request {
        store::remove_request(&mut tx, id).await?;
        if confirmed {
            let subscription = settle(&mut tx, &request).await?;
            let act = if request.mode == Mode::Subscribe { "hub.subscribe" } else { "hub.unsubscribe" };
            tx.audit(Entry::new(act, "hub_subscription", subscription).with("topic", &request.topic));
        }
    }
    if jobs::finish(&mut tx, job).await? {
        tx.commit().await?;
    }
    Ok(())
}

async fn settle(tx: &mut platform::TenantTx, request: &Request) -> Result<Uuid, Failure> {
    match request.mode {
        Mode::Subscribe => {
            let id = store::subscribe(tx, request).await?;
            // What is there now is the first that it gets.
            jobs::enqueue(tx, deliver::JOB, &id.to_string(), tx.now(), serde_json::json!({})).await?;
            Ok(id)
        }
        Mode::Unsubscribe => Ok(store::unsubscribe(tx, request).await?),
    }
}

/// True when the callback answers with the challenge. One that cannot be reached does not confirm.
async fn confirms(hub: &Hub, request: &Request) -> Result<bool, Failure> {
    let drawn = hub.vault.random::<24>().map_err(|error| Failure::of(&error))?;
    let challenge = URL_SAFE_NO_PAD.encode(drawn);
    let Ok((client, mut url)) = hub.outbound.to(&request.callback) else { return Ok(false) };
    {
        let mut query = url.query_pairs_mut();
        query.append_pair("hub.mode", request.mode.as_str()).append_pair("hub.topic", &request.topic);
        query.append_pair("hub.challenge", &challenge);
        if request.mode == Mode::Subscribe {
            query.append_pair("hub.lease_seconds", &request.lease_seconds.to_string());
        }
    }
    let Ok(mut answer) = client.get(url).send().await else { return Ok(false) };
    let mut said = Vec::new();
    while let Ok(Some(chunk)) = answer.chunk().await {
        said.extend_from_slice(&chunk);
        if ANSWER_BYTES < said.len() {
            return Ok(false);
        }
    }
    Ok(answer.status().is_success() && said == challenge.as_bytes())
}
