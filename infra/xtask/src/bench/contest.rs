//! Contenders in turn, so that a busy moment of the machine falls on all of them.

use std::time::Duration;

use crate::Result;

/// How long and how often.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    pub(super) rounds: usize,
    pub(super) round: Duration,
}

/// Someone who answers so many requests a second.
pub(super) struct Contender<'a> {
    pub(super) name: &'static str,
    pub(super) run: Box<dyn FnMut(Duration) -> Result<f64> + 'a>,
}

impl<'a> Contender<'a> {
    pub(super) fn new(name: &'static str, run: impl FnMut(Duration) -> Result<f64> + 'a) -> Self {
        Self { name, run: Box::new(run) }
    }
}

/// One comparison: medians over the rounds, and how far the ratios lie apart.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) what: &'static str,
    pub(super) other: &'static str,
    pub(super) ours: f64,
    pub(super) theirs: f64,
    pub(super) ratio: f64,
    pub(super) least: f64,
    pub(super) most: f64,
}

/// Runs the rounds: the first contender is ours, each of the others makes a row against it.
pub(super) fn hold(what: &'static str, pace: Pace, mut contenders: Vec<Contender<'_>>) -> Result<Vec<Row>> {
    let mut figures: Vec<(&'static str, Vec<f64>)> = contenders.iter().map(|one| (one.name, Vec::new())).collect();
    for contender in &mut contenders {
        // Plans, pools and caches are there before the first figure counts.
        (contender.run)(Duration::from_secs(1))?;
    }
    for _ in 0..pace.rounds {
        for (contender, (_, of)) in contenders.iter_mut().zip(&mut figures) {
            of.push((contender.run)(pace.round)?);
        }
    }
    let Some(((_, ours), others)) = figures.split_first() else { return Ok(Vec::new()) };
    Ok(others.iter().map(|(other, theirs)| row(what, other, ours, theirs)).collect())
}

fn row(what: &'static str, other: &'static str, ours: &[f64], theirs: &[f64]) -> Row {
    let ratios: Vec<f64> = ours.iter().zip(theirs).map(|(ours, theirs)| ours / theirs).collect();
    let row = Row {
        what,
        other,
        ours: median(ours),
        theirs: median(theirs),
        ratio: median(&ratios),
        least: ratios.iter().copied().fold(f64::INFINITY, f64::min),
        most: ratios.iter().copied().fold(0.0, f64::max),
    };
    println!("  {what} / {other}: {:.0} / {:.0} = {:.2}", row.ours, row.theirs, row.ratio);
    row
}

/// The middle one.
pub(super) fn median(numbers: &[f64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}
