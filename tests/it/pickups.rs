//! Where outlets used pieces: told by their programs, by their people and by our desk, compared with the page, counted once.
#![expect(clippy::indexing_slicing, reason = "a piece of an answer that is missing fails the test")]

use std::sync::Arc;

use content::ArticleId;
use content::feed::Fetcher;
use gateway::{Bell, Services};
use platform::config::Config;
use platform::outbound::Networks;
use platform::webhook::sign;
use platform::{Refusal as _, jobs};
use publishing::outlet::{self, OutletSecret};
use publishing::pickup::{self, By, State, Told};
use serde_json::{Value, json};
use tenancy::{Actor, Policy};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::county::{Fault, news};
use crate::press::{Press, SITE, client, key};

const TEXT: &str = "内乡县今天起开放二十一个流感疫苗接种点，六十五岁以上老人携带身份证即可免费接种，县疾控中心提醒接种后留观三十分钟。";

/// A released piece, an outlet that was offered it, and a site that may carry it.
struct Use {
    press: Press,
    outlet: OutletSecret,
    article: ArticleId,
    site: String,
}

impl Use {
    async fn of() -> Result<Self, Fault> {
        let press = Press::open().await?;
        let outlet = press.subscribe_as(press.at_newspaper("daily")).await?;
        let (article, revision) = press.approve_draft(news("疫苗接种点开放", TEXT)).await?;
        press.release(&revision).await?;
        press.work().await?;
        Ok(Self { press, outlet, article: article.id, site: site().await? })
    }

    fn told(&self, page: &str) -> Told {
        let url = format!("{}/{page}", self.site);
        Told { outlet: self.outlet.outlet.id, article: self.article, url, used_on: None }
    }

    async fn tell(&self, actor: &Actor, page: &str) -> Result<pickup::Place, Fault> {
        let mut tx = self.press.county.begin(actor).await?;
        let place = pickup::tell(&mut tx, actor, &self.told(page)).await?;
        tx.commit().await?;
        Ok(place)
    }

    /// Reads the pages that were told of.
    async fn compare(&self, networks: Networks) -> Result<(), Fault> {
        let (fetcher, database) = (Fetcher::new(networks)?, &self.press.county.database);
        let claimed = jobs::claim(database, 200, std::time::Duration::from_secs(60)).await?;
        for job in claimed.iter().filter(|job| job.kind == pickup::COMPARE) {
            pickup::compare(database, &fetcher, job).await?;
        }
        Ok(())
    }

    async fn all(&self) -> Result<Vec<pickup::Pickup>, Fault> {
        let mut tx = self.press.county.begin(&self.press.admin).await?;
        Ok(pickup::list(&mut tx, &self.press.admin, &pickup::Filter::default(), None, 20).await?.rows)
    }
}

/// `/whole` carries the piece among other words, `/other` another one, and nothing else is there.
async fn site() -> Result<String, Fault> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let base = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut asked = vec![0; 2048];
            let read = stream.read(&mut asked).await.unwrap_or_default();
            let asked = String::from_utf8_lossy(&asked[..read]).into_owned();
            let (status, text) = match asked.split(' ').nth(1).unwrap_or_default() {
                path if path.starts_with("/whole") => ("200 OK", format!("<nav>首页 要闻</nav><p>{TEXT}</p>")),
                "/other" => ("200 OK", "<p>南阳市气象台发布大风蓝色预警。</p>".to_owned()),
                _ => ("404 Not Found", String::new()),
            };
            let page = format!("<html><head><meta charset=\"utf-8\"></head><body>{text}</body></html>");
            let answer =
                format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{page}", page.len());
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    Ok(base)
}

#[tokio::test]
async fn c23_one_page_of_one_piece_at_one_outlet_counts_once() -> Result<(), Fault> {
    let used = Use::of().await?;
    let guest = used.press.guest("daily.editor", used.outlet.outlet.id).await?;
    assert!(matches!(used.tell(&guest, "whole").await?, pickup::Place::Fresh(_)));
    assert!(matches!(used.tell(&guest, "whole?utm_source=app#top").await?, pickup::Place::Known(_)));
    assert!(matches!(used.tell(&used.press.admin, "whole").await?, pickup::Place::Known(_)));
    used.compare(Networks::Any).await?;
    let all = used.all().await?;
    assert_eq!((all.len(), all[0].counted, all[0].state), (1, true, State::Matched), "{all:?}");
    Ok(())
}

#[tokio::test]
async fn what_our_desk_found_counts_when_the_page_carries_the_piece() -> Result<(), Fault> {
    let used = Use::of().await?;
    for page in ["whole", "other", "gone"] {
        used.tell(&used.press.admin, page).await?;
    }
    assert!(used.all().await?.iter().all(|pickup| !pickup.counted), "nothing counts before it is compared");
    used.compare(Networks::Any).await?;
    let all = used.all().await?;
    let of =
        |page: &str| all.iter().find(|pickup| pickup.url.ends_with(page)).map(|pickup| (pickup.state, pickup.counted));
    assert_eq!(of("/whole"), Some((State::Matched, true)));
    assert_eq!(of("/other"), Some((State::Differs, false)));
    assert_eq!(of("/gone"), Some((State::Unreachable, false)));
    Ok(())
}

#[tokio::test]
async fn a_person_may_vouch_for_a_page_and_says_why() -> Result<(), Fault> {
    let used = Use::of().await?;
    let id = used.tell(&used.press.admin, "gone").await?.into_pickup().id;
    used.compare(Networks::Any).await?;
    let mut tx = used.press.county.begin(&used.press.admin).await?;
    let refused = pickup::vouch(&mut tx, &used.press.admin, id, " ").await.unwrap_err();
    assert_eq!(refused.fields()[0].field, "reason");
    assert!(pickup::vouch(&mut tx, &used.press.admin, id, "《南阳日报》3 版，已存剪报").await?.counted);
    assert_eq!(pickup::vouch(&mut tx, &used.press.admin, id, "再次").await.unwrap_err().reason(), "PICKUP_COUNTED");
    Ok(())
}

#[tokio::test]
async fn a_page_in_a_private_network_is_not_opened() -> Result<(), Fault> {
    let used = Use::of().await?;
    used.tell(&used.press.admin, "whole").await?;
    used.compare(Networks::Public).await?;
    let all = used.all().await?;
    assert_eq!((all[0].state, all[0].counted), (State::Unreachable, false));
    assert!(all[0].trouble.as_ref().is_some_and(|trouble| trouble.contains("内部网络")), "{all:?}");
    Ok(())
}

#[tokio::test]
async fn i1_an_outlets_editor_tells_of_their_own_outlet_alone() -> Result<(), Fault> {
    let used = Use::of().await?;
    let other = used.press.subscribe("other", "水利").await?;
    let guest = used.press.guest("other.editor", other.outlet.id).await?;
    let mut tx = used.press.county.begin(&guest).await?;
    for told in [used.told("whole"), Told { outlet: other.outlet.id, ..used.told("whole") }] {
        let refused = pickup::tell(&mut tx, &guest, &told).await.unwrap_err();
        assert_eq!(refused.reason(), "NO_PIECE_AT_OUTLET", "not theirs, or never offered to them");
    }
    Ok(())
}

#[tokio::test]
async fn figures_tell_pieces_departments_and_outlets_apart() -> Result<(), Fault> {
    let used = Use::of().await?;
    let guest = used.press.guest("daily.editor", used.outlet.outlet.id).await?;
    for page in ["whole", "whole?id=2"] {
        used.tell(&guest, page).await?;
    }
    let today = platform::Clock::day_of(used.press.county.database.clock().now());
    let mut tx = used.press.county.begin(&used.press.admin).await?;
    for by in [By::Piece, By::Department, By::Outlet] {
        let figures = pickup::figures(&mut tx, &used.press.admin, by, today, today).await?;
        assert_eq!((figures.len(), figures[0].pickups, figures[0].pieces, figures[0].outlets), (1, 2, 1, 1));
    }
    let tomorrow = today.next_day().ok_or("no tomorrow")?;
    assert!(pickup::figures(&mut tx, &used.press.admin, By::Piece, tomorrow, today).await.is_err());
    Ok(())
}

/// The gateway in this process, on the press's database.
async fn door(press: &Press) -> Result<String, Fault> {
    let mut config = Config::read([])?;
    SITE.clone_into(&mut config.server.public_url);
    let database = press.county.database.clone();
    let bell = Bell::start(database.clone());
    let policy = Arc::new(Policy::load().await?);
    let services = Services::new(database, press.vault.clone(), policy, Arc::new(config), bell);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let base = format!("http://{}/outlets/{}", listener.local_addr()?, press.county.code);
    tokio::spawn(axum::serve(listener, gateway::router(services)).into_future());
    Ok(base)
}

#[tokio::test]
async fn c23_an_outlets_program_fetches_and_tells_with_its_token_or_its_signature() -> Result<(), Fault> {
    let used = Use::of().await?;
    let (press, id) = (&used.press, used.outlet.outlet.id);
    let base = format!("{}/{id}", door(press).await?);
    let mut tx = press.county.begin(&press.admin).await?;
    let token = outlet::renew_token(&mut tx, &press.admin, &press.vault, id).await?.token;
    tx.commit().await?;
    let client = client()?;
    let feed: Value = client.get(format!("{base}/ninjs.json")).bearer_auth(&token).send().await?.json().await?;
    assert_eq!(feed["items"][0]["headlines"][0]["value"], "疫苗接种点开放");
    let said = json!({ "uri": feed["items"][0]["uri"], "url": format!("{}/whole", used.site) });
    let tell = || client.post(format!("{base}/pickups")).bearer_auth(&token).json(&said);
    assert_eq!((tell().send().await?.status().as_u16(), tell().send().await?.status().as_u16()), (201, 200));

    let body = said.to_string().replace("/whole", "/whole?id=2");
    let at = press.county.database.clock().now().unix_timestamp();
    let key = key(&used.outlet.secret)?;
    let signed = |signature: String| {
        let request = client.post(format!("{base}/pickups")).header("webhook-id", "msg_1");
        request.header("webhook-timestamp", at.to_string()).header("webhook-signature", signature).body(body.clone())
    };
    assert_eq!(signed(sign(&[key], "msg_1", at, &body)).send().await?.status(), 201);
    assert_eq!(signed(sign(&[vec![0; 32]], "msg_1", at, &body)).send().await?.status(), 401);
    assert_eq!(client.get(format!("{base}/ninjs.json")).bearer_auth("jzo_x").send().await?.status(), 401);
    assert!(used.all().await?.iter().all(|pickup| pickup.via == pickup::Via::Api && pickup.counted));
    assert_eq!(jobs::living(&mut press.begin().await?, pickup::COMPARE).await?.len(), 2);
    Ok(())
}
