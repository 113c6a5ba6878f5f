//! What users rely on, a module a behaviour.

mod ordering;
