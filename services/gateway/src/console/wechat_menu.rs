//! 自定义菜单: an account's menu as it is worked on and as WeChat has it.

use async_graphql::dataloader::DataLoader;
use async_graphql::{ComplexObject, Context, Enum, ID, InputObject, Object, SimpleObject};
use content::RevisionId;
use publishing::menu::{self, Act, Ask, Button};
use time::OffsetDateTime;

use super::article_loaders::Revisions;
use super::types::{Person, loaded, person};
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::parse_id;
use crate::request;

/// What a button does
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
enum MenuKind {
    /// It opens others
    Menu,
    View,
    Click,
    Miniprogram,
    Article,
    /// Something that can only be set at the platform
    Other,
}

/// What somebody asked for about a menu
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "publishing::menu::Wanted")]
pub enum MenuWanted {
    Publish,
    Remove,
    Read,
}

/// A button, and those it opens
#[derive(SimpleObject)]
struct MenuButton {
    name: String,
    kind: MenuKind,
    /// The page it opens; of a mini program, what a client too old for it opens
    url: Option<String>,
    key: Option<String>,
    appid: Option<String>,
    /// The mini program's page
    page: Option<String>,
    /// The platform's id of the article it opens
    article_id: Option<String>,
    buttons: Vec<MenuButton>,
}

impl From<&Button> for MenuButton {
    fn from(button: &Button) -> Self {
        let mut told = Self {
            name: button.name.clone(),
            kind: MenuKind::Menu,
            url: None,
            key: None,
            appid: None,
            page: None,
            article_id: None,
            buttons: button.buttons.iter().map(Self::from).collect(),
        };
        match button.act.clone() {
            None => {}
            Some(Act::View { url }) => (told.kind, told.url) = (MenuKind::View, Some(url)),
            Some(Act::Click { key }) => (told.kind, told.key) = (MenuKind::Click, Some(key)),
            Some(Act::Miniprogram { appid, page, url }) => {
                (told.kind, told.url) = (MenuKind::Miniprogram, Some(url));
                (told.appid, told.page) = (Some(appid), Some(page));
            }
            Some(Act::Article { id }) => (told.kind, told.article_id) = (MenuKind::Article, Some(id)),
            Some(Act::Other { word }) => (told.kind, told.key) = (MenuKind::Other, Some(word)),
        }
        told
    }
}

/// What a button does, as it is kept
#[derive(InputObject)]
struct MenuActInput {
    kind: MenuKind,
    url: Option<String>,
    key: Option<String>,
    appid: Option<String>,
    page: Option<String>,
    article_id: Option<String>,
}

/// A button as it is kept
#[derive(InputObject)]
struct MenuButtonInput {
    name: String,
    /// Null where it opens others
    act: Option<MenuActInput>,
    #[graphql(default)]
    buttons: Vec<InnerButtonInput>,
}

/// A button under another, as it is kept
#[derive(InputObject)]
struct InnerButtonInput {
    name: String,
    act: Option<MenuActInput>,
}

impl MenuActInput {
    fn read(self) -> Option<Act> {
        let said = |text: Option<String>| text.unwrap_or_default();
        Some(match self.kind {
            MenuKind::Menu => return None,
            MenuKind::View => Act::View { url: said(self.url) },
            MenuKind::Click => Act::Click { key: said(self.key) },
            MenuKind::Miniprogram => {
                Act::Miniprogram { appid: said(self.appid), page: said(self.page), url: said(self.url) }
            }
            MenuKind::Article => Act::Article { id: said(self.article_id) },
            MenuKind::Other => Act::Other { word: said(self.key) },
        })
    }
}

impl From<MenuButtonInput> for Button {
    fn from(input: MenuButtonInput) -> Self {
        let inner = |button: InnerButtonInput| Self {
            name: button.name,
            act: button.act.and_then(MenuActInput::read),
            buttons: Vec::new(),
        };
        Self {
            name: input.name,
            act: input.act.and_then(MenuActInput::read),
            buttons: input.buttons.into_iter().map(inner).collect(),
        }
    }
}

/// An article that a button may open
#[derive(SimpleObject)]
#[graphql(complex)]
struct MenuPiece {
    /// The platform's id of it
    article_id: String,
    live_at: Option<OffsetDateTime>,
    #[graphql(skip)]
    revision: RevisionId,
}

#[ComplexObject]
impl MenuPiece {
    async fn title(&self, ctx: &Context<'_>) -> ApiResult<String> {
        let loader = ctx.data_unchecked::<DataLoader<Revisions>>();
        let row = loader.load_one(self.revision).await.map_err(|error| loaded(&error))?;
        row.map(|revision| revision.title).ok_or_else(ApiError::not_found)
    }
}

/// The buttons under an account's conversation
struct WechatMenu(menu::Menu);

#[Object]
impl WechatMenu {
    async fn id(&self) -> ID {
        self.0.account.0.into()
    }
    /// As it is worked on
    async fn draft(&self) -> Vec<MenuButton> {
        self.0.draft.iter().map(MenuButton::from).collect()
    }
    async fn edited_at(&self) -> Option<OffsetDateTime> {
        self.0.edited.map(|(_, at)| at)
    }
    async fn edited_by(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        match self.0.edited {
            Some((by, _)) => person(ctx, by.0).await.map(Some),
            None => Ok(None),
        }
    }
    /// As the platform has it; null where nobody read it yet
    async fn live(&self) -> Option<Vec<MenuButton>> {
        self.0.live.as_ref().map(|(buttons, _)| buttons.iter().map(MenuButton::from).collect())
    }
    async fn live_at(&self) -> Option<OffsetDateTime> {
        self.0.live.as_ref().map(|(_, at)| *at)
    }
    /// Asked for, and not done on the platform yet
    async fn wanted(&self) -> Option<MenuWanted> {
        self.0.wanted.map(Into::into)
    }
    /// Why what was asked for last was not done
    async fn error_text(&self) -> Option<&str> {
        self.0.error_text.as_deref()
    }
    /// The newest articles of the account that a button may open
    async fn pieces(&self, ctx: &Context<'_>) -> ApiResult<Vec<MenuPiece>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let rows = menu::pieces(&mut tx, &actor, self.0.account).await?;
        let one = |row: menu::Piece| MenuPiece { article_id: row.id, live_at: row.live_at, revision: row.revision };
        Ok(rows.into_iter().map(one).collect())
    }
}

#[derive(Default)]
pub(super) struct WechatMenuQuery;

#[Object]
impl WechatMenuQuery {
    /// Of an account of WeChat
    #[graphql(complexity = "20 + child_complexity")]
    async fn wechat_menu(&self, ctx: &Context<'_>, account_id: ID) -> ApiResult<WechatMenu> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        Ok(WechatMenu(menu::find(&mut tx, &actor, parse_id(&account_id)?).await?))
    }
}

#[derive(Default)]
pub(super) struct WechatMenuMutation;

#[Object]
impl WechatMenuMutation {
    /// Kept as it is worked on; nothing goes to the platform
    async fn keep_wechat_menu(
        &self,
        ctx: &Context<'_>,
        account_id: ID,
        buttons: Vec<MenuButtonInput>,
    ) -> ApiResult<WechatMenu> {
        asked(ctx, &account_id, Ask::Keep(buttons.into_iter().map(Button::from).collect())).await
    }

    /// These buttons take the place of what the platform has
    async fn publish_wechat_menu(
        &self,
        ctx: &Context<'_>,
        account_id: ID,
        buttons: Vec<MenuButtonInput>,
    ) -> ApiResult<WechatMenu> {
        asked(ctx, &account_id, Ask::Publish(buttons.into_iter().map(Button::from).collect())).await
    }

    /// The account has no menu any more; what is worked on stays
    async fn remove_wechat_menu(&self, ctx: &Context<'_>, account_id: ID) -> ApiResult<WechatMenu> {
        asked(ctx, &account_id, Ask::Remove).await
    }

    /// What the platform has is read
    async fn read_wechat_menu(&self, ctx: &Context<'_>, account_id: ID) -> ApiResult<WechatMenu> {
        asked(ctx, &account_id, Ask::Read).await
    }
}

async fn asked(ctx: &Context<'_>, account: &ID, ask: Ask) -> ApiResult<WechatMenu> {
    let id = parse_id(account)?;
    let (mut tx, actor) = request::of(ctx)?.write().await?;
    let row = menu::ask(&mut tx, &actor, id, ask).await?;
    tx.commit().await?;
    Ok(WechatMenu(row))
}
