//! Coverage and ledger as workbooks to pass around.

use platform::{Clock, CountyId};
use publishing::account::Channel;
use publishing::relay::{Line, Mark, Stage, Standing};
use tables::{Cell, Sheet};
use time::OffsetDateTime;

use super::task::address;
use crate::api_error::{ApiError, ApiResult};

const COVERAGE: [&str; 10] =
    ["部门", "账号", "渠道", "进度", "时限", "截止时间", "发布时间", "发布地址", "版本摘要值", "不转理由"];
const LEDGER: [&str; 7] = ["部门", "应转", "按时", "逾期", "未转", "说明不转", "未到期"];

/// One account a line.
pub(super) fn coverage(standings: &[Standing], site: &str, county: CountyId) -> Sheet {
    let mut sheet = Sheet::new("转载情况", &COVERAGE);
    for standing in standings {
        let copy = &standing.copy;
        let text = |text: Option<String>| Cell::text(text.unwrap_or_default());
        sheet.push([
            Cell::text(&copy.department_name),
            Cell::text(&copy.account_name),
            Cell::text(channel(copy.channel)),
            Cell::text(stage(standing.stage)),
            Cell::text(mark(standing.mark)),
            Cell::text(moment(copy.due_at)),
            text(copy.live_at.map(moment)),
            text(address(standing, site, county)),
            text(copy.digest.map(|digest| digest.to_string())),
            text(copy.decline_reason.clone()),
        ]);
    }
    sheet
}

/// One department a line.
pub(super) fn ledger(lines: &[Line]) -> Sheet {
    let mut sheet = Sheet::new("转载台账", &LEDGER);
    let number = |count: i64| Cell::number(u32::try_from(count).unwrap_or(u32::MAX));
    for line in lines {
        let [ordered, in_time, late, missing, declined, open] =
            [line.ordered, line.in_time, line.late, line.missing, line.declined, line.open].map(number);
        sheet.push([Cell::text(&line.name), ordered, in_time, late, missing, declined, open]);
    }
    sheet
}

/// # Errors
/// When there are more lines than a workbook holds.
pub(super) fn written(sheet: &Sheet) -> ApiResult<Vec<u8>> {
    sheet.xlsx().map_err(|error| {
        tracing::error!(%error, "write a workbook of relays");
        ApiError::new(platform::Code::Internal, "UNWRITABLE", "表格没有生成，请稍后重试")
    })
}

/// By the clocks of China, to the minute.
fn moment(at: OffsetDateTime) -> String {
    let at = Clock::in_china(at);
    format!("{} {:02}:{:02}", at.date(), at.hour(), at.minute())
}

fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Wechat => "微信公众号",
        Channel::App => "客户端",
        Channel::Website => "网站",
        Channel::Connector => "其他平台",
    }
}

fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Waiting => "未接收",
        Stage::Drafted => "已成稿",
        Stage::InReview => "审核中",
        Stage::Approved => "待发布",
        Stage::Released => "已发布",
        Stage::Declined => "说明不转",
    }
}

fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::Open => "未到期",
        Mark::InTime => "按时",
        Mark::Late => "逾期发布",
        Mark::Missing => "逾期未转",
        Mark::Declined => "说明不转",
        Mark::Recalled => "任务已撤销",
    }
}
