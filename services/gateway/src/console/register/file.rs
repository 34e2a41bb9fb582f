//! 登记台账: the register as a table, in the fields that the national system of government new media asks for.

use std::collections::HashMap;

use async_graphql::{Context, Enum, Object};
use platform::DepartmentId;
use publishing::account::{self, Account, AccountState};
use tables::{Cell, Sheet};
use tenancy::{Action, Scope, region};
use time::Date;

use crate::api_error::{ApiError, ApiResult};
use crate::console::files::Download;
use crate::request;

const HEADER: [&str; 16] = [
    "序号",
    "地区",
    "主办单位",
    "新媒体名称",
    "所属平台",
    "账号标识",
    "主页地址",
    "运维单位",
    "开设日期",
    "状态",
    "备案号",
    "备案日期",
    "批准日期",
    "公示日期",
    "公示网址",
    "另设批准",
];

/// A form of a table
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub(super) enum TableFormat {
    Xlsx,
    Csv,
}

#[derive(Default)]
pub(super) struct RegisterFileQuery;

#[Object]
impl RegisterFileQuery {
    /// Every account that the caller sees, those that are closed too
    #[graphql(complexity = "100 + child_complexity")]
    async fn register_file(&self, ctx: &Context<'_>, format: TableFormat) -> ApiResult<Download> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.read().await?;
        actor.require(Action::AccountRead, Scope::Any)?;
        let accounts = account::list_with_closed(&mut tx).await?;
        let county = region::find(&mut tx, actor.county()).await?.ok_or_else(ApiError::not_found)?;
        let departments = region::departments(&mut tx).await?;
        let names = departments.into_iter().map(|department| (department.id, department.name)).collect();
        let sheet = sheet(&county.name, &names, &accounts);
        let name = format!("政务新媒体登记台账-{}-{}", county.name, request.today());
        match format {
            TableFormat::Csv => Ok(Download::csv(format!("{name}.csv"), &sheet.csv())),
            TableFormat::Xlsx => {
                let bytes = sheet.xlsx().map_err(|error| {
                    tracing::error!(%error, "write the register");
                    ApiError::new(platform::Code::Internal, "UNWRITABLE", "表格没有生成，请稍后重试")
                })?;
                Ok(Download::xlsx(format!("{name}.xlsx"), &bytes))
            }
        }
    }
}

fn sheet(county: &str, departments: &HashMap<DepartmentId, String>, accounts: &[Account]) -> Sheet {
    let mut sheet = Sheet::new("登记台账", &HEADER);
    for (place, account) in (1_u32..).zip(accounts) {
        let said = |text: &Option<String>| text.as_deref().map_or(Cell::Empty, Cell::text);
        let (held, filing) = (&account.particulars, account.filing.as_ref());
        let notice = filing.and_then(|filing| filing.papers.notice.as_ref());
        let department = departments.get(&account.department).map_or("", String::as_str);
        sheet.push([
            Cell::number(place),
            Cell::text(county),
            Cell::text(department),
            Cell::text(&account.name),
            Cell::text(account.platform()),
            said(&account.external_id),
            said(&held.address),
            Cell::text(held.operator.as_deref().unwrap_or(department)),
            day(held.opened_on),
            Cell::text(word(account.state)),
            filing.map_or(Cell::Empty, |filing| Cell::text(&filing.number)),
            day(filing.map(|filing| filing.filed_on)),
            day(filing.and_then(|filing| filing.approved_on)),
            day(notice.map(|notice| notice.on)),
            notice.map_or(Cell::Empty, |notice| said(&notice.address)),
            said(&held.allowed_by),
        ]);
    }
    sheet
}

fn day(date: Option<Date>) -> Cell {
    let Some(date) = date else { return Cell::Empty };
    let year = u16::try_from(date.year()).unwrap_or_default();
    Cell::Day { year, month: date.month().into(), day: date.day() }
}

fn word(state: AccountState) -> &'static str {
    match state {
        AccountState::Unfiled => "未备案",
        AccountState::Active => "正常",
        AccountState::Paused => "暂停更新",
        AccountState::Closing => "关停中",
        AccountState::Closed => "已注销",
    }
}
