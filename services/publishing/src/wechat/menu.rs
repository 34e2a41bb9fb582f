//! The menu under an account's conversation, in the platform's words.

use serde::Deserialize;
use serde_json::{Value, json};

use super::client::{CallError, Client};
use crate::account::Credentials;
use crate::menu::{Act, Button};

/// The platform has no menu of the account.
const NONE: i64 = 46003;

#[derive(Deserialize)]
struct MenuAnswer {
    menu: Told,
}

#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    button: Vec<ToldButton>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ToldButton {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    url: String,
    key: String,
    appid: String,
    pagepath: String,
    article_id: String,
    sub_button: Vec<ToldButton>,
}

impl From<ToldButton> for Button {
    fn from(told: ToldButton) -> Self {
        let act = match told.kind.as_str() {
            "" => None,
            "view" => Some(Act::View { url: told.url }),
            "click" => Some(Act::Click { key: told.key }),
            "miniprogram" => Some(Act::Miniprogram { appid: told.appid, page: told.pagepath, url: told.url }),
            "article_id" => Some(Act::Article { id: told.article_id }),
            other => Some(Act::Other { word: other.to_owned() }),
        };
        Self { name: told.name, act, buttons: told.sub_button.into_iter().map(Self::from).collect() }
    }
}

fn wire(button: &Button) -> Value {
    let name = button.name.trim();
    match &button.act {
        None => json!({ "name": name, "sub_button": button.buttons.iter().map(wire).collect::<Vec<_>>() }),
        Some(Act::View { url }) => json!({ "name": name, "type": "view", "url": url.trim() }),
        Some(Act::Click { key }) => json!({ "name": name, "type": "click", "key": key }),
        Some(Act::Miniprogram { appid, page, url }) => json!({
            "name": name, "type": "miniprogram", "appid": appid.trim(), "pagepath": page.trim(), "url": url.trim(),
        }),
        Some(Act::Article { id }) => json!({ "name": name, "type": "article_id", "article_id": id }),
        Some(Act::Other { word }) => json!({ "name": name, "type": word }),
    }
}

impl Client {
    /// The menu that was made over the interface; empty where there is none.
    pub(crate) async fn menu(&self, account: &Credentials) -> Result<Vec<Button>, CallError> {
        let answer: Result<MenuAnswer, CallError> = self.get(account, "menu/get").await;
        match answer {
            Ok(answer) => Ok(answer.menu.button.into_iter().map(Button::from).collect()),
            Err(error) if error.errcode() == Some(NONE) => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    /// Puts a menu in the place of what there is.
    pub(crate) async fn create_menu(&self, account: &Credentials, buttons: &[Button]) -> Result<(), CallError> {
        let menu = json!({ "button": buttons.iter().map(wire).collect::<Vec<_>>() });
        let _: Value = self.post(account, "menu/create", &menu).await?;
        Ok(())
    }

    /// Takes the menu away.
    pub(crate) async fn delete_menu(&self, account: &Credentials) -> Result<(), CallError> {
        let _: Value = self.get(account, "menu/delete").await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{ToldButton, wire};
    use crate::menu::{Act, Button};
    use serde_json::json;

    #[test]
    fn a_menu_is_told_and_read_back() {
        let inner =
            Button { name: "市民办事".into(), act: Some(Act::Article { id: "a1".into() }), buttons: Vec::new() };
        let menu = Button { name: "服务".into(), act: None, buttons: vec![inner] };
        let told = wire(&menu);
        assert_eq!(told["sub_button"][0], json!({ "name": "市民办事", "type": "article_id", "article_id": "a1" }));
        assert_eq!(Button::from(serde_json::from_value::<ToldButton>(told).unwrap()), menu);
        let scan = serde_json::from_str::<ToldButton>(r#"{"name":"扫码","type":"scancode_push","key":"k"}"#).unwrap();
        assert_eq!(Button::from(scan).act, Some(Act::Other { word: "scancode_push".into() }));
    }
}
