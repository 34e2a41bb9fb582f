//! The default roles.

use serde::{Deserialize, Serialize};

/// A role held in a county or in one department of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 编辑: collects and drafts.
    Editor,
    /// 部门审核: the first reviewer, in the author's department.
    DepartmentReviewer,
    /// 县级审核: the county desk, the six gates.
    CountyReviewer,
    /// 主要负责人: signs off (C17).
    Principal,
    /// 发布: plans releases and resolves doubts.
    Publisher,
    /// 留言办理: accepts, assigns and answers inquiries.
    Clerk,
    /// 值守: may withdraw at any hour (C24).
    DutyOfficer,
    /// 系统管理员: people, departments, accounts; no roles and no audit (三员分立).
    CountyAdmin,
    /// 安全管理员: roles and grants.
    SecurityAdmin,
    /// 审计管理员: reads the trail.
    Auditor,
    /// 监管: a province's or city's eyes.
    Overseer,
    /// 媒体编辑: an outlet's own person.
    OutletEditor,
    /// 受托签发: what a delegation lends for its time. Nobody is given it; a delegation in force carries it.
    Delegate,
}

impl Role {
    /// Every role, in the order people see them.
    pub const ALL: [Self; 13] = [
        Self::Editor,
        Self::DepartmentReviewer,
        Self::CountyReviewer,
        Self::Principal,
        Self::Publisher,
        Self::Clerk,
        Self::DutyOfficer,
        Self::CountyAdmin,
        Self::SecurityAdmin,
        Self::Auditor,
        Self::Overseer,
        Self::OutletEditor,
        Self::Delegate,
    ];

    /// As stored and as the policy names it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Editor => "editor",
            Self::DepartmentReviewer => "department_reviewer",
            Self::CountyReviewer => "county_reviewer",
            Self::Principal => "principal",
            Self::Publisher => "publisher",
            Self::Clerk => "clerk",
            Self::DutyOfficer => "duty_officer",
            Self::CountyAdmin => "county_admin",
            Self::SecurityAdmin => "security_admin",
            Self::Auditor => "auditor",
            Self::Overseer => "overseer",
            Self::OutletEditor => "outlet_editor",
            Self::Delegate => "delegate",
        }
    }

    /// Reads a stored role.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }
}
