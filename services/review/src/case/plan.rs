//! A rule's chain laid out for one piece: a co-signature becomes a step for every department the piece touches, all of one stage.

use platform::DepartmentId;
use tenancy::region::Department;

use crate::rule::{RuleDefinition, StepPlan, StepScope};

/// One step to be opened.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Planned<'a> {
    /// What the rule says of it.
    pub(crate) plan: &'a StepPlan,
    /// Steps of one stage open together; counted from 1 without gaps.
    pub(crate) stage: i32,
    /// The department that co-signs here.
    pub(crate) co_signer: Option<&'a Department>,
}

impl Planned<'_> {
    /// Whose people decide, for a piece of this department; none for the county's.
    pub(crate) fn department(&self, own: Option<DepartmentId>) -> Option<DepartmentId> {
        match self.co_signer {
            Some(department) => Some(department.id),
            None => own.filter(|_| self.plan.scope == StepScope::Department),
        }
    }

    /// Its names, with whose co-signature it is.
    pub(crate) fn names(&self) -> (String, String) {
        let (name, name_en) = (&self.plan.name, &self.plan.name_en);
        match self.co_signer {
            Some(department) => {
                (format!("{name}（{}）", department.name), format!("{name_en} ({})", department.name_en))
            }
            None => (name.clone(), name_en.clone()),
        }
    }
}

/// The steps of a chain for a piece that touches these departments, in order.
pub(crate) fn expand<'a>(rule: &'a RuleDefinition, touched: &[&'a Department]) -> Vec<Planned<'a>> {
    let (mut steps, mut stage) = (Vec::new(), 0);
    for plan in &rule.steps {
        if plan.co_sign && touched.is_empty() {
            continue;
        }
        stage += 1;
        if plan.co_sign {
            steps.extend(touched.iter().map(|department| Planned { plan, stage, co_signer: Some(*department) }));
        } else {
            steps.push(Planned { plan, stage, co_signer: None });
        }
    }
    steps
}
