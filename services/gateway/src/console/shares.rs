//! 原创占比: how much of what each account released is the county's own.

use async_graphql::{Context, Object};
use publishing::account::{self, Share};
use tables::{Cell, Sheet};
use time::Date;

use super::account::Account;
use super::files::Download;
use crate::api_error::{ApiError, ApiResult};
use crate::request;

/// What an account released in a period; a piece and its corrections count once
struct AccountShare(Share);

#[Object]
impl AccountShare {
    async fn account(&self) -> Account {
        Account(self.0.account.clone())
    }
    async fn originals(&self) -> i32 {
        self.0.originals
    }
    async fn reprints(&self) -> i32 {
        self.0.reprints
    }
    /// Of 1; none where nothing was released
    async fn share(&self) -> Option<f64> {
        self.0.share()
    }
}

#[derive(Default)]
pub(super) struct SharesQuery;

#[Object]
impl SharesQuery {
    /// Originals and reprints of every account from a day to another, both counted
    #[graphql(complexity = "100 + child_complexity")]
    async fn account_shares(&self, ctx: &Context<'_>, from: Date, until: Date) -> ApiResult<Vec<AccountShare>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        Ok(account::shares(&mut tx, &actor, from, until).await?.into_iter().map(AccountShare).collect())
    }

    /// The same as a workbook
    #[graphql(complexity = "100 + child_complexity")]
    async fn account_shares_file(&self, ctx: &Context<'_>, from: Date, until: Date) -> ApiResult<Download> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let shares = account::shares(&mut tx, &actor, from, until).await?;
        let bytes = sheet(&shares).xlsx().map_err(|error| {
            tracing::error!(%error, "write the shares of accounts");
            ApiError::new(platform::Code::Internal, "UNWRITABLE", "表格没有生成，请稍后重试")
        })?;
        Ok(Download::xlsx(format!("原创占比-{from}-{until}.xlsx"), &bytes))
    }
}

fn sheet(shares: &[Share]) -> Sheet {
    let mut sheet = Sheet::new("原创占比", &["账号", "渠道", "发布", "原创", "转载", "原创占比（%）"]);
    for row in shares {
        let share = row.share().map_or(Cell::text(""), |share| Cell::number((share * 1000.0).round() / 10.0));
        let channel = match row.account.channel {
            account::Channel::Wechat => "微信公众号",
            account::Channel::App => "客户端",
            account::Channel::Website => "网站",
            account::Channel::Connector => "其他平台",
        };
        let counts = [row.originals + row.reprints, row.originals, row.reprints].map(Cell::number);
        let [all, originals, reprints] = counts;
        sheet.push([Cell::text(&row.account.name), Cell::text(channel), all, originals, reprints, share]);
    }
    sheet
}
