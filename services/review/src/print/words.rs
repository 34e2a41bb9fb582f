//! The words of the sets as they stand on a form. A form is an official paper and speaks Chinese.

use content::{Kind, Origin, Revision, Sensitivity};
use forms::Moment;
use platform::Clock;
use tenancy::Role;
use time::OffsetDateTime;

use crate::{Decision, Gate, Verdict};

/// The gates in the house's order.
pub(super) const GATES: [Gate; 6] =
    [Gate::Political, Gate::Policy, Gate::Legal, Gate::Wording, Gate::Secrecy, Gate::Opinion];

pub(super) fn gate(gate: Gate) -> &'static str {
    match gate {
        Gate::Political => "政治关",
        Gate::Policy => "政策关",
        Gate::Legal => "法律关",
        Gate::Wording => "文字关",
        Gate::Secrecy => "保密关",
        Gate::Opinion => "舆情关",
    }
}

pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "通过",
        Verdict::Return => "退回",
    }
}

pub(super) fn decision(decision: Decision) -> &'static str {
    match decision {
        Decision::Pass => "通过",
        Decision::Return => "退回",
        Decision::SignOff => "签发",
    }
}

/// Of those who decide; anyone else's role stands by its name in the code.
pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::DepartmentReviewer => "部门审核员",
        Role::CountyReviewer => "县级审核员",
        Role::Principal => "签发领导",
        Role::Delegate => "受托签发",
        other => other.as_str(),
    }
}

/// What kind of piece it is, in a few words.
pub(super) fn class(revision: &Revision) -> Vec<String> {
    let kind = match revision.kind {
        Kind::News => "动态",
        Kind::Notice => "通知公告",
        Kind::Policy => "政策文件",
        Kind::Interpretation => "政策解读",
        Kind::Clarification => "澄清",
    };
    let sensitivity = match revision.sensitivity {
        Sensitivity::Plain => "一般",
        Sensitivity::Sensitive => "重要敏感",
    };
    let source = revision.source_name.as_deref().map(|name| format!("（{name}）")).unwrap_or_default();
    let origin = match revision.origin {
        Origin::Original => "原创".to_owned(),
        Origin::Reprint if revision.relay => format!("转载任务{source}"),
        Origin::Reprint => format!("转载{source}"),
    };
    let mut class = vec![kind.to_owned(), sensitivity.to_owned(), origin];
    if revision.emergency {
        class.push("突发".to_owned());
    }
    class
}

/// By the clocks of China.
pub(super) fn moment(at: OffsetDateTime) -> Moment {
    let at = Clock::in_china(at);
    Moment {
        year: at.year(),
        month: at.month().into(),
        day: at.day(),
        hour: at.hour(),
        minute: at.minute(),
        second: at.second(),
    }
}

/// Day and hour within a sentence.
pub(super) fn time(at: OffsetDateTime) -> String {
    let Moment { year, month, day, hour, minute, .. } = moment(at);
    format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}")
}
