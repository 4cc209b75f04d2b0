//! The program from outside: what it reads, writes, says, and how it ends.

mod bad_input;
mod files;
mod lookup;
mod streams;
mod usage;
