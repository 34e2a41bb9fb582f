//! Which steps go to a bridge: those of a role, of one department or of every one.

use std::collections::HashSet;

use platform::{DepartmentId, Invalid};
use tenancy::Role;

/// Steps of this role go there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Route {
    /// Whose turn it is.
    pub role: Role,
    /// The step's department, or for the county's steps the piece's; none for every one.
    pub department: Option<DepartmentId>,
}

/// Roles whose steps may go out.
pub const ROUTED: [Role; 3] = [Role::DepartmentReviewer, Role::CountyReviewer, Role::Principal];

/// The most a bridge may have.
pub const MOST_ROUTES: usize = 50;

/// Notes what is wrong with a set of routes.
pub(super) fn check(routes: &[Route], faults: &mut Invalid) {
    faults.check((1..=MOST_ROUTES).contains(&routes.len()), "input.routes", "COUNT", "须选 1 至 50 类步骤");
    for (place, route) in routes.iter().enumerate() {
        if !ROUTED.contains(&route.role) {
            faults.add(format!("input.routes.{place}.role"), "NOT_A_REVIEWER", "这一角色不审稿");
        }
    }
    let apart: HashSet<&Route> = routes.iter().collect();
    faults.check(apart.len() == routes.len(), "input.routes", "TWICE", "同一类步骤只选一次");
}

#[cfg(test)]
mod tests {
    use super::{Route, check};
    use platform::{Invalid, Refusal as _};
    use tenancy::Role;

    #[test]
    fn a_route_is_of_a_role_that_reviews_and_stands_once() {
        let fields = |routes: &[Route]| {
            let mut faults = Invalid::default();
            check(routes, &mut faults);
            faults.fields().iter().map(|fault| fault.code).collect::<Vec<_>>()
        };
        let sign_off = Route { role: Role::Principal, department: None };
        assert!(fields(&[sign_off]).is_empty());
        assert_eq!(fields(&[]), ["COUNT"]);
        assert_eq!(fields(&[sign_off, sign_off]), ["TWICE"]);
        assert_eq!(fields(&[Route { role: Role::Clerk, department: None }]), ["NOT_A_REVIEWER"]);
    }
}
