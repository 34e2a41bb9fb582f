//! The two statements behind the numbers: one over the steps that ended in the period, one over everything that is only counted.

use platform::{DepartmentId, Storage, TenantTx};

use super::{Cases, Debts, Span, StepLine, Times};
use crate::Gate;

/// How long steps took, in every way it is looked at.
#[derive(Debug, Default)]
pub(super) struct Grouped {
    pub(super) all: Times,
    pub(super) steps: Vec<StepLine>,
    pub(super) departments: Vec<(DepartmentId, Times)>,
    pub(super) months: Vec<(String, Times)>,
}

/// Reads the steps that ended in the period once, grouped by rule and step, by department, by month, and all together. A step of a
/// chain is its place in it: a co-signature opened for many departments is one line.
pub(super) async fn times(tx: &mut TenantTx, span: &Span<'_>) -> Result<Grouped, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query!(
        r#"select e.rule as "rule?", e.stage as "stage?", e.department as "department?", e.month as "month?",
             max(e.title) as title, max(e.title_en) as title_en, max(e.name) as name, max(e.name_en) as name_en,
             count(*) as "closed!", count(*) filter (where e.returned) as "returned!", count(*) filter (where e.late) as "late!",
             percentile_cont(array[0.5, 0.9]) within group (order by e.minutes) as "took?",
             percentile_cont(array[0.5, 0.9]) within group (order by e.worked_minutes) as "worked?"
           from (select u.name as rule, u.definition->>'title' as title, u.definition->>'title_en' as title_en,
               coalesce(s.stage, s.position) as stage, s.case_department_id as department,
               to_char(s.closed_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month,
               case when s.co_sign then regexp_replace(s.name, '（[^（]*）$', '') else s.name end as name,
               case when s.co_sign then regexp_replace(s.name_en, ' \([^(]*\)$', '') else s.name_en end as name_en,
               extract(epoch from s.closed_at - s.opened_at)::float8 / 60 as minutes, s.worked_minutes::float8 as worked_minutes,
               s.state = 'returned' as returned, s.due_at < s.closed_at as late
             from review_step s join review_case c on c.county_id = s.county_id and c.id = s.case_id
               join review_rule u on u.county_id = c.county_id and u.id = c.rule_id
             where s.county_id = $1 and $2 <= s.closed_at and s.closed_at < $3
               and ($4::uuid is null or s.case_department_id = $4) and ($5::text is null or u.name = $5)) e
           group by grouping sets ((e.rule, e.stage), (e.department), (e.month), ())
           order by e.rule, e.stage, e.month"#,
        county,
        span.from,
        span.until,
        span.department.map(|id| id.0),
        span.rule
    )
    .fetch_all(tx.conn())
    .await?;
    let mut grouped = Grouped::default();
    for row in rows {
        let of = |list: Option<&Vec<f64>>, place: usize| list.and_then(|list| list.get(place)).copied();
        let times = Times {
            closed: row.closed,
            returned: row.returned,
            late: row.late,
            median: of(row.took.as_ref(), 0).unwrap_or_default(),
            p90: of(row.took.as_ref(), 1).unwrap_or_default(),
            worked_median: of(row.worked.as_ref(), 0),
            worked_p90: of(row.worked.as_ref(), 1),
        };
        // Each row is of one grouping set: the columns of the others are null in it.
        match (row.rule, row.stage, row.department, row.month) {
            (Some(rule), Some(stage), ..) => grouped.steps.push(StepLine {
                rule,
                rule_title: row.title.unwrap_or_default(),
                rule_title_en: row.title_en.unwrap_or_default(),
                stage,
                name: row.name.unwrap_or_default(),
                name_en: row.name_en.unwrap_or_default(),
                times,
            }),
            (_, _, Some(department), _) => grouped.departments.push((DepartmentId(department), times)),
            (_, _, _, Some(month)) => grouped.months.push((month, times)),
            _ => grouped.all = times,
        }
    }
    grouped.departments.sort_by_key(|(_, times)| std::cmp::Reverse(times.closed));
    Ok(grouped)
}

/// Everything that is only counted.
#[derive(Debug, Default)]
pub(super) struct Counted {
    pub(super) cases: Cases,
    pub(super) gates: Vec<(Gate, i64)>,
    pub(super) debts: Debts,
    pub(super) bulk_pieces: i64,
    pub(super) bulk_acts: i64,
}

/// Counts cases, returns by gate, debts and what was passed in bulk; each part by an index over its own dates.
pub(super) async fn counts(tx: &mut TenantTx, span: &Span<'_>) -> Result<Counted, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let row = sqlx::query!(
        r#"with piece as materialized (
             select c.id, c.state, c.opened_at, c.closed_at from review_case c join review_rule u on u.county_id = c.county_id and u.id = c.rule_id
             where c.county_id = $1 and ($4::uuid is null or c.department_id = $4) and ($5::text is null or u.name = $5)
               and (c.state = 'open' or $2 <= c.opened_at and c.opened_at < $3 or $2 <= c.closed_at and c.closed_at < $3)),
           owed as materialized (
             select b.state, b.due_at, extract(epoch from b.settled_at - b.owed_at)::float8 / 60 as minutes
             from review_debt b where b.county_id = $1 and $2 <= b.owed_at and b.owed_at < $3
               and ($4::uuid is null or b.case_department_id = $4)
               and ($5::text is null or exists (select from review_case c join review_rule u on u.county_id = c.county_id and u.id = c.rule_id
                 where c.county_id = b.county_id and c.id = b.case_id and u.name = $5))),
           ended as (select count(*) filter (where state = 'approved') as approved, count(*) filter (where state = 'returned') as returned,
               count(*) filter (where state = 'withdrawn') as withdrawn
             from piece where $2 <= closed_at and closed_at < $3),
           returned as (select v.gate, count(*) as times from gate_verdict v
             where v.county_id = $1 and v.verdict = 'return' and $2 <= v.decided_at and v.decided_at < $3
               and (($4::uuid is null and $5::text is null) or exists (select from review_case c
                 join review_rule u on u.county_id = c.county_id and u.id = c.rule_id
                 where c.county_id = v.county_id and c.id = v.case_id and ($4 is null or c.department_id = $4) and ($5 is null or u.name = $5)))
             group by v.gate),
           bulk as (select count(*) as pieces, count(distinct d.bulk_id) as acts from review_decision d
             where d.county_id = $1 and d.bulk_id is not null and $2 <= d.decided_at and d.decided_at < $3
               and (($4::uuid is null and $5::text is null) or exists (select from review_case c
                 join review_rule u on u.county_id = c.county_id and u.id = c.rule_id
                 where c.county_id = d.county_id and c.id = d.case_id and ($4 is null or c.department_id = $4) and ($5 is null or u.name = $5))))
           select (select count(*) from piece where $2 <= opened_at and opened_at < $3) as "opened!",
             (select approved from ended) as "approved!", (select returned from ended) as "returned!",
             (select withdrawn from ended) as "withdrawn!",
             (select count(*) from piece where state = 'open') as "waiting!",
             (select count(*) from piece where state = 'open' and exists (select from review_step s
                where s.county_id = $1 and s.case_id = piece.id and s.state = 'open' and s.due_at < $6)) as "overdue!",
             array(select gate from returned order by gate) as "gates!", array(select times from returned order by gate) as "times!",
             (select count(*) from review_override o where o.county_id = $1 and $2 <= o.taken_at and o.taken_at < $3
                and ($4::uuid is null or o.case_department_id = $4)
                and ($5::text is null or exists (select from review_case c join review_rule u on u.county_id = c.county_id and u.id = c.rule_id
                  where c.county_id = o.county_id and c.id = o.case_id and u.name = $5))) as "overrides!",
             (select count(*) from owed where state = 'open') as "open!",
             (select count(*) from owed where state = 'open' and due_at <= $6) as "owed_overdue!",
             (select count(*) from owed where state = 'upheld') as "upheld!",
             (select count(*) from owed where state = 'objected') as "objected!",
             (select percentile_cont(array[0.5, 0.9]) within group (order by minutes) from owed) as "paid?",
             (select pieces from bulk) as "bulk_pieces!", (select acts from bulk) as "bulk_acts!""#,
        county,
        span.from,
        span.until,
        span.department.map(|id| id.0),
        span.rule,
        now
    )
    .fetch_one(tx.conn())
    .await?;
    let paid = |place: usize| row.paid.as_ref().and_then(|list| list.get(place)).copied();
    Ok(Counted {
        cases: Cases {
            opened: row.opened,
            approved: row.approved,
            returned: row.returned,
            withdrawn: row.withdrawn,
            waiting: row.waiting,
            overdue: row.overdue,
        },
        debts: Debts {
            overrides: row.overrides,
            open: row.open,
            overdue: row.owed_overdue,
            upheld: row.upheld,
            objected: row.objected,
            median: paid(0),
            p90: paid(1),
        },
        gates: row.gates.iter().filter_map(|gate| Gate::parse(gate)).zip(row.times).collect(),
        bulk_pieces: row.bulk_pieces,
        bulk_acts: row.bulk_acts,
    })
}
