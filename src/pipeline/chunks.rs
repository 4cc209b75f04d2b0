//! Many items through one function, on all threads, in order: as many at once
//! as keep the threads busy, as few as keep the memory flat.

use rayon::prelude::*;

/// Items worked on at once.
const CHUNK_ITEMS: usize = 512;
/// Bytes worked on at once, about; a single item may be larger.
const CHUNK_BYTES: usize = 4 * 1024 * 1024;

/// Applies `work` to each item and hands the results to `take` in the order of
/// the items. `bytes` says about how much memory an item takes while it waits.
/// `take` ends the run by an error.
///
/// # Errors
/// Those of `take`.
pub fn in_chunks<I, O, E>(
    mut items: impl Iterator<Item = I>,
    bytes: impl Fn(&I) -> usize,
    work: impl Fn(I) -> O + Sync,
    mut take: impl FnMut(O) -> Result<(), E>,
) -> Result<(), E>
where
    I: Send,
    O: Send,
{
    loop {
        let chunk = next_chunk(&mut items, &bytes);
        if chunk.is_empty() {
            return Ok(());
        }
        let results: Vec<O> = chunk.into_par_iter().map(&work).collect();
        results.into_iter().try_for_each(&mut take)?;
    }
}

fn next_chunk<I>(items: &mut impl Iterator<Item = I>, size: impl Fn(&I) -> usize) -> Vec<I> {
    let mut chunk = Vec::new();
    let mut bytes = 0;
    while chunk.len() < CHUNK_ITEMS && bytes < CHUNK_BYTES {
        let Some(item) = items.next() else { break };
        bytes += size(&item);
        chunk.push(item);
    }
    chunk
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_kept_and_an_error_ends_the_run() {
        let mut seen = Vec::new();
        let done: Result<(), ()> = in_chunks(
            0..2000,
            |n| *n,
            |n| n * 2,
            |n| {
                seen.push(n);
                Ok(())
            },
        );
        assert_eq!((done, seen), (Ok(()), (0..2000).map(|n| n * 2).collect()));
        let stopped = in_chunks(0..2000, |_| 0, |n: usize| n, |n| if n == 3 { Err(n) } else { Ok(()) });
        assert_eq!(stopped, Err(3));
    }

    #[test]
    fn large_items_make_small_chunks() {
        let mut items = std::iter::repeat_n(CHUNK_BYTES / 2, 10);
        assert_eq!(next_chunk(&mut items, |n| *n).len(), 2);
    }
}
