//! One line when a step begins, one when it ends, so that a person sees what takes its time.

use std::time::Instant;

use crate::Result;

/// Runs one step and shows it with its seconds.
pub(crate) fn step<T>(words: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("▶ {words}");
    let begun = Instant::now();
    let result = work();
    let mark = if result.is_ok() { "✓" } else { "✗" };
    println!("{mark} {words}  {:.1} s", begun.elapsed().as_secs_f64());
    result
}

/// A step there is nothing to do for.
pub(crate) fn nothing_to_do(words: &str) {
    println!("✓ {words}");
}
