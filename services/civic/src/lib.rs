//! 办事: the service directory. Open datasets are to come beside it.

pub mod directory;
