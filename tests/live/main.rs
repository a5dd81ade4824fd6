//! The live source against a stand-in for Alibaba's servers, over real HTTP.

#[cfg(test)]
mod bill_faults;
#[cfg(test)]
mod bills;
#[cfg(test)]
mod bounds;
#[cfg(test)]
mod catalogue;
#[cfg(test)]
mod facts;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod floods;
#[cfg(test)]
mod load;
#[cfg(test)]
mod sign_in;
#[cfg(test)]
#[path = "../standin/mod.rs"]
mod standin;
#[cfg(test)]
mod support;
