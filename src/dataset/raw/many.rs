//! Work on the blocks of a file on several threads, its results taken in the
//! file's order.

use super::blocks::Block;
use super::source::Source;
use crate::error::Result;

/// Blocks in hand for each thread.
const AHEAD: usize = 2;

/// Does `work` on each block and gives the results to `take` in order. While
/// threads work on some blocks, the results of those before are taken and
/// those after are read.
///
/// # Errors
/// Those of reading and of `take`.
pub fn for_blocks<T: Send>(
    source: &mut Source<'_>,
    work: impl Fn(&Block) -> T + Sync,
    mut take: impl FnMut(T) -> Result<()>,
) -> Result<()> {
    let many = AHEAD * rayon::current_num_threads();
    let mut done: Vec<Option<T>> = Vec::new();
    let mut blocks = read(source, many)?;
    while !blocks.is_empty() {
        let mut results: Vec<Option<T>> = blocks.iter().map(|_| None).collect();
        let mut more = Ok(Vec::new());
        let mut taken = Ok(());
        rayon::in_place_scope(|scope| {
            for (block, result) in blocks.iter().zip(&mut results) {
                let work = &work;
                scope.spawn(move |_| *result = Some(work(block)));
            }
            taken = std::mem::take(&mut done).into_iter().flatten().try_for_each(&mut take);
            more = read(source, many);
        });
        taken?;
        done = results;
        blocks = more?;
    }
    done.into_iter().flatten().try_for_each(take)
}

fn read(source: &mut Source<'_>, many: usize) -> Result<Vec<Block>> {
    let mut blocks = Vec::with_capacity(many);
    while blocks.len() < many
        && let Some(block) = source.next_block()?
    {
        blocks.push(block);
    }
    Ok(blocks)
}
