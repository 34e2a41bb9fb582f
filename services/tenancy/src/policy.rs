//! The casbin policy, read once and compiled to a set of rights, so that asking costs a look-up.

use std::collections::HashSet;

use casbin::{CoreApi as _, DefaultModel, Enforcer, MemoryAdapter, MgmtApi as _};

use crate::{Action, Role};

const MODEL: &str = include_str!("../../../schema/policy/model.conf");
const ROLES: &str = include_str!("../../../schema/policy/roles.csv");

/// Which role may do what, compiled from the casbin policy.
#[derive(Debug)]
pub struct Policy {
    allowed: HashSet<(Role, Action)>,
}

/// The policy file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// casbin refused the model or a line.
    #[error("read the policy")]
    Casbin(#[from] casbin::Error),
    /// A line names a role or an act the code does not know.
    #[error("policy line names no known role or act: {0}")]
    Unknown(String),
}

impl Policy {
    /// Reads the default policy of `schema/policy`.
    ///
    /// # Errors
    /// When the model, a role or an act is not known.
    pub async fn load() -> Result<Self, PolicyError> {
        let model = DefaultModel::from_str(MODEL).await?;
        let mut enforcer = Enforcer::new(model, MemoryAdapter::default()).await?;
        let lines: Vec<Vec<String>> = ROLES
            .lines()
            .filter(|line| line.starts_with("p,"))
            .map(|line| line.split(',').skip(1).map(|word| word.trim().to_owned()).collect())
            .collect();
        enforcer.add_policies(lines).await?;
        let allowed = enforcer.get_policy().into_iter().map(|line| known(&line)).collect::<Result<_, _>>()?;
        Ok(Self { allowed })
    }

    /// True when the role may do it, inside its domain.
    #[must_use]
    pub fn allows(&self, role: Role, action: Action) -> bool {
        self.allowed.contains(&(role, action))
    }

    /// The table of roles and acts, as text: one line a right.
    #[must_use]
    pub fn table(&self) -> String {
        let mut lines = Vec::new();
        for role in Role::ALL {
            for action in Action::ALL {
                if self.allows(role, action) {
                    let (object, act) = action.words();
                    lines.push(format!("{:<20} {object:<11} {act}", role.as_str()));
                }
            }
        }
        lines.join("\n")
    }
}

fn known(line: &[String]) -> Result<(Role, Action), PolicyError> {
    let unknown = || PolicyError::Unknown(line.join(", "));
    let [role, object, act] = line else { return Err(unknown()) };
    let role = Role::parse(role).ok_or_else(unknown)?;
    let action =
        Action::ALL.into_iter().find(|action| action.words() == (object.as_str(), act.as_str())).ok_or_else(unknown)?;
    Ok((role, action))
}
