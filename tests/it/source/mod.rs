//! Where data come from: the live source against a stand-in server, and exported bill files.

mod alibaba;
mod bill_file;
mod fleet;
