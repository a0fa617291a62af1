"""What a writer says afterwards: is it solved, is it safer? "No" opens the contribution again, and its owner hears."""

import uuid

from django.db import transaction
from django.utils import timezone

from wens.audit.actions import announce, record
from wens.followup.models import Verdict
from wens.tenancy.context import Actor
from wens.voices.actions.following import reopen, reply
from wens.voices.models import Contribution, State
from wens.voices.states import ENDS

Question, Answer = Verdict.Question, Verdict.Answer
NOT_SOLVED = "Volgens de melder is het niet opgelost."
"""Kept as the words when somebody answers "no" without adding any: a step back needs words."""


def judge(
    *, contribution: uuid.UUID, question: str, answer: str, text: str, answer_key: uuid.UUID, by: Actor
) -> Contribution:
    """Keep the answer to "is it solved?" or "is it safer?"; sending the same form twice counts once.

    `text` are own words, kept as a message. Not solved, or less safe, after an end: opened again, and the owner hears.
    """
    with transaction.atomic():
        one = Contribution.objects.select_for_update().get(pk=contribution)
        if Verdict.objects.filter(answer_key=answer_key).exists():
            return one
        Verdict.objects.create(
            contribution=one,
            question=Question(question),
            answer=Answer(answer),
            at=timezone.now(),
            answer_key=answer_key,
        )
        data = {"contribution": str(one.pk), "question": question, "answer": answer}
        record("followup.verdict.given", subject=f"contribution:{one.pk}", by=by, data=data)
        if answer == Answer.NO and one.state in ENDS:
            one = reopen(contribution=one.pk, text=text.strip() or NOT_SOLVED, by=by, answer_key=answer_key)
            announce("followup.contribution.reopened", subject=f"contribution:{one.pk}", data=data)
        elif text.strip() and one.state not in (State.WITHDRAWN, State.ERASED):
            one = reply(contribution=one.pk, text=text, by=by, answer_key=answer_key)
    return one
