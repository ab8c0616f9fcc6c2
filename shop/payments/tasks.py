"""Waking the worker. What is to be done stands in the inbox and the outbox; a wake-up carries nothing."""

from django.tasks import task


@task(backend="queue")
def work() -> None:
    """Settle what Stripe told us, then send what became due."""
    from shop.outbox.sending import deliver_due  # noqa: PLC0415
    from shop.payments.inbox import process_inbox  # noqa: PLC0415 -- it settles, and settling wakes

    process_inbox()
    deliver_due()


def wake() -> None:
    """Ask the worker to look at inbox and outbox. For `transaction.on_commit`."""
    work.enqueue()
