"""The outbox: facts that must not be lost, and who still has to hear them."""

import uuid

from django.db import models
from django.db.models import Q

from toasoan.core import clock


class OutboxEvent(models.Model):
    """A fact, written in the transaction that made it true."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=100)
    aggregate = models.CharField(max_length=100)
    # Counts within one aggregate: the order subscribers see is kept per aggregate.
    sequence = models.BigIntegerField()
    payload = models.JSONField()
    occurred_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["aggregate", "sequence"], name="core_outboxevent_order"
            )
        ]
        indexes = [models.Index(fields=["occurred_at"], name="core_outboxevent_age")]

    def __str__(self) -> str:
        return f"{self.kind} {self.aggregate} #{self.sequence}"


class DeliveryState(models.TextChoices):
    """Where a delivery stands."""

    PENDING = "pending"
    DONE = "done"
    PARKED = "parked"


class OutboxDelivery(models.Model):
    """One event on its way to one subscriber."""

    event = models.ForeignKey(
        OutboxEvent, on_delete=models.CASCADE, related_name="deliveries"
    )
    subscriber = models.CharField(max_length=100)
    state = models.CharField(
        max_length=8, choices=DeliveryState.choices, default=DeliveryState.PENDING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=clock.now)
    claimed_until = models.DateTimeField(null=True, blank=True)
    claim_token = models.UUIDField(null=True, blank=True)
    last_error = models.TextField(blank=True, default="")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "subscriber"], name="core_outboxdelivery_once"
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False)
                | Q(state__in=["pending", "parked"], done_at__isnull=True),
                name="core_outboxdelivery_done_has_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(state="pending"),
                name="core_outboxdelivery_due",
            ),
            models.Index(
                fields=["subscriber", "event"],
                condition=Q(state="pending"),
                name="core_outboxdelivery_wait",
            ),
            models.Index(
                fields=["id"], condition=Q(state="parked"), name="core_outbox_parked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber}: {self.state}"


class WorkerBeat(models.Model):
    """A sign of life of one worker process; a killed worker stops giving it."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    started_at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.worker_id
