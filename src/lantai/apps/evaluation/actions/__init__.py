"""Everything that changes trials, answers to them and their reports."""

from .answering import TooMany, answer, forget_senders
from .asking import change_question, make_questionnaire, retire_question
from .reporting import assess, put_usage, sign, withdraw_usage
from .trying import cancel_trial, change_trial, extend_trial, follow_the_day, make_trial, open_trial

__all__ = [
    "TooMany",
    "answer",
    "assess",
    "cancel_trial",
    "change_question",
    "change_trial",
    "extend_trial",
    "follow_the_day",
    "forget_senders",
    "make_questionnaire",
    "make_trial",
    "open_trial",
    "put_usage",
    "retire_question",
    "sign",
    "withdraw_usage",
]
