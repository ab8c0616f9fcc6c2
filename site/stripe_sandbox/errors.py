"""Errors that reach the caller of the API, in the JSON form Stripe gives them."""

from typing import Any


class StripeError(Exception):
    """An answer other than 200. `kind` is Stripe's `type`; `param` is in bracket form, `metadata[order]`."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
    ):
        super().__init__(message)
        self.message = message
        self.status = status
        self.kind = kind
        self.code = code
        self.param = param

    def body(self) -> dict[str, Any]:
        """The JSON body; keys without a value are left out, as at Stripe."""
        error: dict[str, Any] = {"type": self.kind, "message": self.message}
        if self.code:
            error["code"] = self.code
            error["doc_url"] = f"https://stripe.com/docs/error-codes/{self.code.replace('_', '-')}"
        if self.param:
            error["param"] = self.param
        return {"error": error}


def missing(kind: str, object_id: str, param: str, *, status: int = 404) -> StripeError:
    """Nothing of that kind has that id. A bad list cursor is status 400, a bad address 404."""
    return StripeError(f"No such {kind}: '{object_id}'", status=status, code="resource_missing", param=param)


def not_played(what: str, param: str) -> StripeError:
    """Stripe knows this, the sandbox does not play it: better a loud refusal than a wrong answer."""
    return StripeError(f"The Stripe sandbox does not play {what}.", param=param)
