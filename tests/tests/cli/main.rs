//! autogen end to end: the real binary, real servers, a project folder a test.
//!
//! One program for all of them, so that they share a server and run side by side.

mod decisions;
mod example;
mod linked;
