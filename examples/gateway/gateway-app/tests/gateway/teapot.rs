//! gateway-teapot/src/lib.rs
use gateway::hyper::StatusCode;
use gateway::{Failure, GatewayHooks, Request, Response};
use pluggy_core::hookimpl;

#[derive(Default)]
pub struct Teapot;

/// Makes no coffee.
#[hookimpl]
impl GatewayHooks for Teapot {
    async fn answer(&self, request: &mut Request) -> Result<Option<Response>, Failure> {
        match request.uri().path() {
            "/coffee" => Err(Failure::new(StatusCode::IM_A_TEAPOT, "short and stout")),
            _ => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_makes_no_coffee() {
        let mut request = Request::default();
        *request.uri_mut() = "/coffee".parse().unwrap();
        let failure = Teapot.answer(&mut request).await.unwrap_err();
        assert_eq!(failure.status(), StatusCode::IM_A_TEAPOT);
    }
}
