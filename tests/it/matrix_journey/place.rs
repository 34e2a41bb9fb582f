//! The nine places, each read on its own side: what a reader, a program or an editor finds there now.

use platform::Clock;
use platform::webhook::sign;
use serde_json::{Value, json};
use tests::{NEIXIANG, Surface};

use super::places::Places;
use super::{REASON, piece_of};
use crate::press::key;
use crate::story::matrix::{DAILY, EVENING};
use crate::story::writing::Piece;

#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    Website,
    App,
    Wechat,
    /// The example of the docs.
    Weibo,
    /// A program that answers at once.
    Toutiao,
    /// ninjs 3.1, pushed.
    Daily,
    /// NewsML-G2, pushed.
    Evening,
    /// ninjs 2.2, fetched.
    NewsSite,
    /// The wire, read by a person.
    Broadcaster,
}

impl Place {
    pub(super) const ALL: [Self; 9] = [
        Self::Website,
        Self::App,
        Self::Wechat,
        Self::Weibo,
        Self::Toutiao,
        Self::Daily,
        Self::Evening,
        Self::NewsSite,
        Self::Broadcaster,
    ];

    /// How it shows that the piece was killed.
    pub(super) fn killed(self) -> &'static str {
        match self {
            Self::Wechat => "该内容已被发布者删除",
            Self::Weibo => "withdrawn",
            Self::Evening => "stat:canceled",
            Self::Daily | Self::NewsSite => "\"canceled\"",
            Self::Broadcaster => "KILLED",
            Self::Website | Self::App | Self::Toutiao => REASON,
        }
    }

    /// What stands there of the piece.
    pub(super) async fn read(self, places: &Places, piece: &Piece) -> Option<String> {
        match self {
            Self::Website => page(places, piece, "WEBSITE").await,
            Self::App => page(places, piece, "APP").await,
            Self::Wechat => wechat(places, piece).await,
            Self::Weibo => weibo(places, piece).await,
            Self::Toutiao => toutiao(places),
            Self::Daily => inbox(places, DAILY).await,
            Self::Evening => inbox(places, EVENING).await,
            Self::NewsSite => fetched(places).await,
            Self::Broadcaster => wire(places, piece).await,
        }
    }
}

/// As the public reads it: the title and the text, or why there is none.
async fn page(places: &Places, piece: &Piece, medium: &str) -> Option<String> {
    let query = format!(
        "query($id: ID!) {{ piece(county: {NEIXIANG}, id: $id, medium: {medium}) {{ blocks withdrawalReason withdrawalKind }} }}"
    );
    let seen = places.app.anonymous(Surface::Public).gql(&query, json!({ "id": piece.id })).await.at("/piece");
    Some(seen.to_string())
}

/// The targets of the piece on an account, with their releases' newest first.
async fn targets(places: &Places, piece: &Piece, account: &str) -> Vec<Value> {
    let seen = piece_of(&places.app.sign_in("publisher").await, &piece.id).await;
    let releases = seen["releases"].as_array().unwrap().iter();
    let of_account = |target: &&Value| target["account"]["name"] == account;
    releases.flat_map(|release| release["targets"].as_array().unwrap()).filter(of_account).cloned().collect()
}

/// Every page that went out on WeChat and stands; or what its readers find where none does.
async fn wechat(places: &Places, piece: &Piece) -> Option<String> {
    let (mut stands, mut gone) = (String::new(), String::new());
    for target in targets(places, piece, "内乡发布").await {
        let page = places.world.client().get(target["externalUrl"].as_str()?).send().await.ok()?;
        let into = if page.status() == 200 { &mut stands } else { &mut gone };
        into.push_str(&page.text().await.ok()?);
    }
    Some(if stands.is_empty() { gone } else { stands })
}

/// The example is asked how each stands; of what is live it wrote the title as it published it, the latest last.
async fn weibo(places: &Places, piece: &Piece) -> Option<String> {
    let mut states = Vec::new();
    for target in targets(places, piece, "内乡发布微博").await {
        let body = json!({ "type": "release.ask", "target": target["id"] }).to_string();
        let (id, at) = ("msg_ask", Clock::default().now().unix_timestamp());
        let signature = sign(&[key(&places.example_secret).ok()?], id, at, &body);
        let asked = places.world.client().post(places.example.endpoint()).body(body);
        let asked = asked.header("webhook-id", id).header("webhook-timestamp", at.to_string());
        let said: Value = asked.header("webhook-signature", signature).send().await.ok()?.json().await.ok()?;
        states.push(said["state"].as_str()?.to_owned());
    }
    let live = states.iter().filter(|state| *state == "live").count();
    let said = places.example.said();
    let title = said.lines().rev().find(|line| line.starts_with("published:"))?;
    match live {
        0 => Some(states.join(" ")),
        1 => Some(title.to_owned()),
        _ => Some(format!("{live} stand at once: {said}")),
    }
}

/// What the program was told to publish and not to take down since; or the last thing it was told.
fn toutiao(places: &Places) -> Option<String> {
    let taken_down = places.program.got("release.withdraw");
    let stands = |target: &Value| taken_down.iter().all(|told| told.body["target"] != *target);
    let published = places.program.got("release.publish");
    let text = |body: &Value| body["piece"]["text"].as_str().unwrap_or_default().to_owned();
    let standing: String =
        published.iter().filter(|told| stands(&told.body["target"])).map(|told| text(&told.body)).collect();
    if standing.is_empty() { taken_down.last().map(|told| told.text.clone()) } else { Some(standing) }
}

/// The last version of the piece that a newspaper accepted: signed, and valid in its format.
async fn inbox(places: &Places, outlet: &str) -> Option<String> {
    let received = places.world.newspaper().await.look(&format!("received?verdict=accepted&outlet={outlet}")).await;
    Some(received.as_array()?.last()?["document"].to_string())
}

/// What an outlet's program fetches with its token.
async fn fetched(places: &Places) -> Option<String> {
    let (address, token) = &places.pull;
    let asked = places.world.client().get(format!("{address}ninjs.json")).bearer_auth(token);
    let feed: Value = asked.send().await.ok()?.json().await.ok()?;
    let item = feed["items"].as_array()?.first()?;
    assert_eq!((&item["standard"]["version"], feed["items"].as_array()?.len()), (&json!("2.2"), 1), "{feed}");
    Some(item.to_string())
}

/// What someone who works for the outlet reads on the wire.
async fn wire(places: &Places, piece: &Piece) -> Option<String> {
    let editor = places.app.sign_in("daily.editor").await;
    let query = "query($outlet: ID!, $article: ID!) {
        offer(outletId: $outlet, articleId: $article) { offer { standing } note text } }";
    let of = json!({ "outlet": places.reader, "article": piece.id });
    let offer = editor.gql(query, of).await.at("/offer");
    offer.is_object().then(|| offer.to_string())
}
