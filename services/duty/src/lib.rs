//! 值守: who is on duty. Handovers, incidents and playbooks are to come beside the rota.

pub mod rota;
