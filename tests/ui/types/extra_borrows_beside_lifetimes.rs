// An argument has a lifetime of its own: the closure is handed what it borrows.
use pluggy_core::{HookRelay, hookspec};

pub struct Sheet<'s>(pub &'s mut String);

#[hookspec]
pub trait Hooks {
    async fn write(&self, sheet: &mut Sheet<'_>, text: &str);
}

pub async fn write(hooks: &HookRelay<dyn Hooks>, sheet: &mut Sheet<'_>) {
    let by = String::from("by Ada");
    let by = &by;
    let write = hooks.write.with_extra(|sheet, text| {
        Box::pin(async move { sheet.0.extend([text, by]) })
    });
    write.call_all(sheet, "A letter").await;
    let write = hooks.write.with_extra_borrowing(by, |by, sheet, text| {
        Box::pin(async move { sheet.0.extend([text, by]) })
    });
    write.call_all(sheet, "A letter").await;
}

fn main() {}
