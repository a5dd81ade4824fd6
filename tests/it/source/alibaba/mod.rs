//! The live source against a stand-in for Alibaba's servers, over real HTTP.

mod bill_failures;
mod bills;
mod bounds;
mod calls;
mod catalogue;
mod categories;
mod empty_success;
mod failures;
mod figures;
mod fixture;
mod floods;
mod free_quota_only;
mod load;
mod plans;
mod prometheus;
mod sign_in;
