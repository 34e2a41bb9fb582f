//! Who asks, from where, and how far they may reach: what a transaction's context is made of.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use uuid::Uuid;

use crate::{CountyId, DepartmentId, PersonId};

/// How far a caller sees; row security reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Own department, and what the matrix shares.
    Department,
    /// The whole county.
    County,
    /// What is released.
    Public,
    /// Facts and released pieces of counties whose grant is in force.
    Oversight,
    /// What is offered to one media outlet.
    Outlet,
    /// The platform itself, inside one county.
    System,
}

impl Reach {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::County => "county",
            Self::Public => "public",
            Self::Oversight => "oversight",
            Self::Outlet => "outlet",
            Self::System => "system",
        }
    }
}

/// The way an act came in (I9); every audit row carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Path {
    /// The staff's pages.
    Console,
    /// The public's pages.
    Public,
    /// The province's pages.
    Oversight,
    /// An API token.
    Api,
    /// A platform calling back.
    Callback,
    /// The worker.
    Worker,
    /// A command at the server.
    Command,
}

impl Path {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Console => "console",
            Self::Public => "public",
            Self::Oversight => "oversight",
            Self::Api => "api",
            Self::Callback => "callback",
            Self::Worker => "worker",
            Self::Command => "command",
        }
    }
}

/// One caller of one request. The only way to a `TenantTx`.
#[derive(Clone, Debug)]
pub struct Caller {
    pub(crate) county: CountyId,
    pub(crate) department: Option<DepartmentId>,
    pub(crate) person: Option<PersonId>,
    pub(crate) name: Arc<str>,
    pub(crate) reach: Reach,
    pub(crate) path: Path,
    pub(crate) query_code: Option<QueryCode>,
    pub(crate) token: Option<Uuid>,
    pub(crate) outlet: Option<Uuid>,
    statements: Arc<AtomicU32>,
}

/// Ten digits, checked, so that it may stand in the text of a statement.
#[derive(Clone, Copy, Debug)]
pub(crate) struct QueryCode(pub(crate) u64);

impl Caller {
    /// A person on the staff, reaching their department or the county.
    #[must_use]
    pub fn staff(
        county: CountyId,
        department: DepartmentId,
        person: PersonId,
        name: &str,
        reach: Reach,
        path: Path,
    ) -> Self {
        Self::new(county, Some(department), Some(person), name, reach, path)
    }

    /// A person of an overseeing region, whose own code stands as the county.
    #[must_use]
    pub fn overseer(region: CountyId, person: PersonId, name: &str, path: Path) -> Self {
        Self::new(region, None, Some(person), name, Reach::Oversight, path)
    }

    /// Anyone.
    #[must_use]
    pub fn public(county: CountyId) -> Self {
        Self::new(county, None, None, "公众", Reach::Public, Path::Public)
    }

    /// A media outlet's own program, which proved which outlet's it is.
    #[must_use]
    pub fn outlet(county: CountyId, outlet: Uuid, name: &str) -> Self {
        let caller = Self::new(county, None, None, name, Reach::Outlet, Path::Api);
        Self { outlet: Some(outlet), ..caller }
    }

    /// The platform itself in one county, under the name of the robot that acts (I9), such as `发布机`.
    #[must_use]
    pub fn system(county: CountyId, robot: &str, path: Path) -> Self {
        Self::new(county, None, None, robot, Reach::System, path)
    }

    fn new(
        county: CountyId,
        department: Option<DepartmentId>,
        person: Option<PersonId>,
        name: &str,
        reach: Reach,
        path: Path,
    ) -> Self {
        Self {
            county,
            department,
            person,
            name: name.into(),
            reach,
            path,
            query_code: None,
            token: None,
            outlet: None,
            statements: Arc::default(),
        }
    }

    /// The same caller holding a citizen's query code. Anything but ten digits is ignored, and sees nothing.
    #[must_use]
    pub fn with_query_code(mut self, code: &str) -> Self {
        self.query_code = Some(code).filter(|code| code.len() == 10).and_then(|code| code.parse().ok()).map(QueryCode);
        self
    }

    /// The same caller holding a long random name, such as the code of a printed form: it opens what bears that name.
    #[must_use]
    pub fn with_token(mut self, token: Uuid) -> Self {
        self.token = Some(token);
        self
    }

    /// The tenant.
    #[must_use]
    pub fn county(&self) -> CountyId {
        self.county
    }
    /// The department the person works for.
    #[must_use]
    pub fn department(&self) -> Option<DepartmentId> {
        self.department
    }
    /// The person, if it is one.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        self.person
    }
    /// Name of the person or robot.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
    /// How far they see.
    #[must_use]
    pub fn reach(&self) -> Reach {
        self.reach
    }
    /// The way they came.
    #[must_use]
    pub fn path(&self) -> Path {
        self.path
    }

    /// Statements sent to the database for this caller so far, BEGINs included. Tests hold lists to a number.
    #[must_use]
    pub fn statements(&self) -> u32 {
        self.statements.load(Ordering::Relaxed)
    }

    pub(crate) fn count_statement(&self) {
        self.statements.fetch_add(1, Ordering::Relaxed);
    }
}
