"""From a confirmed order to Stripe's page, or to the page that says why not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shop.basket.checking import check
from shop.checkout.done import done_url
from shop.checkout.models import CheckoutDraft
from shop.checkout.placing import AlreadyOrderedError, SlipWaitingError, UnderReviewError, place
from shop.http import see_other
from shop.payments.starting import StripeBusyError, StripeRefusedError


def lead_to_payment(request: HttpRequest, draft: CheckoutDraft, seen: str) -> HttpResponse:
    """Place what the customer confirmed (`seen`: its digest) and lead to Stripe.

    Raises BasketBlockedError or ConfirmationChangedError: where to go then depends on where they came from.
    """
    try:
        attempt = place(draft.basket, draft, seen, request.build_absolute_uri)
    except AlreadyOrderedError as error:
        return see_other(done_url(error.attempt))
    except SlipWaitingError as error:
        context = {
            "attempt": error.attempt,
            "order": error.attempt.order,
            "checked": check(draft.basket),
        }
        return render(request, "shop/checkout/waiting.html", context, status=409)
    except UnderReviewError:
        return render(request, "shop/checkout/under_review.html", status=409)
    except StripeBusyError:
        context = {"seen": seen, "again": request.path}
        response = render(request, "shop/checkout/busy.html", context, status=503)
        response["Retry-After"] = "10"
        return response
    except StripeRefusedError:
        return render(request, "shop/checkout/refused.html", status=503)
    return see_other(attempt.url)
