//! Charges by number, each once. Most differ from many others in their Instance ID alone, so the rest is shared.

use std::{collections::HashMap, sync::Arc};

use crate::domain::bill::{Charge, interner::Interner};

/// Charges, and the names of further fields, by number.
#[derive(Debug, Default)]
pub struct ChargeBook {
    /// Charges without their Instance IDs.
    rests: Vec<Arc<Charge>>,
    rest_numbers: HashMap<Arc<Charge>, u32>,
    instances: Interner,
    /// The numbers of rest and Instance ID.
    charges: Vec<(u32, u32)>,
    numbers: HashMap<(u32, u32), u32>,
    names: Vec<Arc<[String]>>,
    name_numbers: HashMap<Arc<[String]>, u32>,
}

impl ChargeBook {
    /// The number of a charge.
    pub fn number(&mut self, charge: &Charge) -> u32 {
        let rest = self.rest(Charge { instance_id: String::new(), ..charge.clone() });
        self.number_of(rest, &charge.instance_id)
    }

    /// The number of what charges have besides their Instance ID.
    pub fn rest(&mut self, mut charge: Charge) -> u32 {
        charge.instance_id.clear();
        numbered(&mut self.rests, &mut self.rest_numbers, Arc::new(charge))
    }

    /// The number of the charge with this rest and this Instance ID.
    pub fn number_of(&mut self, rest: u32, instance_id: &str) -> u32 {
        let pair = (rest, self.instances.number(instance_id));
        *self.numbers.entry(pair).or_insert_with(|| {
            self.charges.push(pair);
            u32::try_from(self.charges.len().saturating_sub(1)).unwrap_or(u32::MAX)
        })
    }

    /// The number of these names.
    pub fn names_number(&mut self, names: impl Into<Arc<[String]>>) -> u32 {
        numbered(&mut self.names, &mut self.name_numbers, names.into())
    }

    /// How many charges there are.
    pub const fn len(&self) -> usize {
        self.charges.len()
    }

    pub const fn is_empty(&self) -> bool {
        self.charges.is_empty()
    }

    /// The number of the rest of this charge.
    pub fn rest_of(&self, charge: u32) -> Option<u32> {
        self.charges.get(at(charge)).map(|(rest, _)| *rest)
    }

    /// What is charged, without its Instance ID, by its number.
    pub fn rest_at(&self, rest: u32) -> Option<&Arc<Charge>> {
        self.rests.get(at(rest))
    }

    /// How many charges there are if Instance IDs do not count.
    pub const fn rests(&self) -> usize {
        self.rests.len()
    }

    /// The Instance ID of this charge.
    pub fn instance_id(&self, charge: u32) -> &str {
        self.charges.get(at(charge)).map_or("", |(_, instance)| self.instances.get(*instance))
    }

    /// The charge with this number; one that does not exist is empty.
    pub fn charge(&self, number: u32) -> Charge {
        let rest = self.rest_of(number).and_then(|rest| self.rest_at(rest));
        let rest = rest.map_or_else(Charge::default, |rest| Charge::clone(rest));
        Charge { instance_id: self.instance_id(number).to_owned(), ..rest }
    }

    /// The names with this number.
    pub fn names(&self, number: u32) -> &[String] {
        self.names.get(at(number)).map_or(&[], |names| names)
    }
}

fn numbered<Shared: Clone + Eq + std::hash::Hash>(
    all: &mut Vec<Shared>,
    numbers: &mut HashMap<Shared, u32>,
    shared: Shared,
) -> u32 {
    if let Some(number) = numbers.get(&shared) {
        return *number;
    }
    let number = u32::try_from(all.len()).unwrap_or(u32::MAX);
    all.push(shared.clone());
    numbers.insert(shared, number);
    number
}

fn at(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charges_are_stored_once_and_share_all_but_their_instance() {
        let charge = |instance: &str, item: &str| Charge {
            instance_id: instance.to_owned(),
            item: item.to_owned(),
            ..Charge::default()
        };
        let all = [("a", "x"), ("b", "x"), ("a", "y"), ("a", "x")].map(|(one, two)| charge(one, two));
        let mut book = ChargeBook::default();
        let numbers = all.each_ref().map(|charge| book.number(charge));
        assert_eq!(numbers, [0, 1, 2, 0]);
        assert_eq!((book.len(), book.rests()), (3, 2));
        for (charge, number) in all.iter().zip(numbers) {
            assert_eq!(book.charge(number), *charge);
        }
        assert_eq!(book.charge(9), Charge::default());
    }
}
