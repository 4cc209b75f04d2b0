//! The program from outside: what it reads, writes, says, and how it ends.

mod areas;
mod bad_input;
mod chart;
mod choice;
mod claims;
mod corrections;
mod diff;
mod draw;
mod explain;
mod export;
mod files;
mod ground;
mod import;
mod inspect;
mod join;
mod lookup;
mod own_places;
mod pictures;
mod places;
mod public;
mod review;
mod score;
mod streams;
mod usage;
mod verify;
