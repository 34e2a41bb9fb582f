//! 自定义菜单: worked on here, published to the platform by the worker, and read back.
#![expect(clippy::indexing_slicing, reason = "a piece of an answer that is missing fails the test")]

use platform::Refusal as _;
use publishing::AccountId;
use publishing::account::{self, Capability};
use publishing::menu::{self, Act, Ask, AskError, Button, Menu};
use serde_json::{Value, json};
use tests::{Process, until};

use crate::county::Fault;
use crate::desk::{Desk, filing};

struct Buttons {
    desk: Desk,
    account: AccountId,
    _worker: Process,
}

fn page(name: &str, url: &str) -> Button {
    Button { name: name.to_owned(), act: Some(Act::View { url: url.to_owned() }), buttons: Vec::new() }
}

impl Buttons {
    async fn open() -> Result<Self, Fault> {
        let desk = Desk::open().await?;
        let account = desk.account("wxmenu", Some(filing()), None).await?;
        let worker = desk.worker(1, None);
        Ok(Self { desk, account, _worker: worker })
    }

    async fn ask(&self, ask: Ask) -> Result<Menu, AskError> {
        let mut tx = self.desk.county.begin(&self.desk.publisher).await.unwrap();
        let asked = menu::ask(&mut tx, &self.desk.publisher, self.account, ask).await;
        if asked.is_ok() {
            tx.commit().await.unwrap();
        }
        asked
    }

    async fn done(&self) -> Menu {
        until("it is done", async || {
            let mut tx = self.desk.county.begin(&self.desk.publisher).await.ok()?;
            let menu = menu::find(&mut tx, &self.desk.publisher, self.account).await.ok()?;
            menu.wanted.is_none().then_some(menu)
        })
        .await
    }

    /// The menu as the platform has it.
    async fn there(&self) -> Value {
        self.desk.world.wechat().await.look("state?appid=wxmenu").await["menu"].clone()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_menu_is_published_changed_and_taken_down_there() -> Result<(), Fault> {
    let buttons = Buttons::open().await?;
    let service =
        Button { name: "服务".to_owned(), act: None, buttons: vec![page("市民办事", "https://nx.gov.cn/")] };
    buttons.ask(Ask::Keep(vec![service.clone()])).await?;
    assert!(buttons.there().await.is_null(), "what is kept stays here");
    buttons.ask(Ask::Publish(vec![service.clone(), page("互动", "https://nx.gov.cn/hd")])).await?;
    let menu = buttons.done().await;
    assert_eq!(menu.live.map(|(live, _)| live.len()), Some(2));
    let there = buttons.there().await;
    assert_eq!(
        (&there[0]["sub_button"][0]["name"], &there[1]["url"]),
        (&json!("市民办事"), &json!("https://nx.gov.cn/hd"))
    );
    buttons.ask(Ask::Remove).await?;
    let menu = buttons.done().await;
    assert_eq!((menu.draft.len(), menu.live.map(|(live, _)| live.len())), (2, Some(0)));
    assert!(buttons.there().await.is_null());
    let told =
        "select count(*) from audit_event where action in ('menu.keep', 'menu.publish', 'menu.remove', 'menu.done')";
    assert_eq!(buttons.desk.number(told).await?, 5);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_platform_has_is_read_and_its_refusal_is_shown() -> Result<(), Fault> {
    let buttons = Buttons::open().await?;
    let wechat = buttons.desk.world.wechat().await;
    buttons.ask(Ask::Publish(vec![page("办事", "https://nx.gov.cn/")])).await?;
    buttons.done().await;
    buttons.ask(Ask::Read).await?;
    assert_eq!(buttons.done().await.live.map(|(live, _)| live), Some(vec![page("办事", "https://nx.gov.cn/")]));
    wechat.tell("faults", &json!({ "kind": "errcode", "errcode": 40055, "path": "menu/create" })).await;
    buttons.ask(Ask::Publish(vec![page("互动", "https://example.com/")])).await?;
    let menu = buttons.done().await;
    assert!(menu.error_text.is_some_and(|why| why.contains("域名") && why.contains("40055")));
    assert_eq!(menu.live.map(|(live, _)| live), Some(vec![page("办事", "https://nx.gov.cn/")]), "what is there stays");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_without_menus_and_a_name_too_long_are_refused() -> Result<(), Fault> {
    let buttons = Buttons::open().await?;
    let refused = buttons.ask(Ask::Keep(vec![page("五个汉字名", "https://nx.gov.cn/")])).await.unwrap_err();
    assert_eq!((refused.reason(), refused.fields()[0].field.as_str()), ("INVALID_INPUT", "buttons.0.name"));
    let mut tx = buttons.desk.county.begin(&buttons.desk.admin).await?;
    let without = [Capability::Draft, Capability::Publish];
    account::set_capabilities(&mut tx, &buttons.desk.admin, buttons.account, true, &without).await?;
    tx.commit().await?;
    assert_eq!(buttons.ask(Ask::Read).await.unwrap_err().reason(), "ACCOUNT_NO_MENU");
    Ok(())
}
